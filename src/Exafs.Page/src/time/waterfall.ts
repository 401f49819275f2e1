// One waterfall of the stack: picture, axes, colour bar, tooltip.
import { GUTTER } from "../charts";
import { el, say, show } from "../dom";
import { kelvin, number, times } from "../format";
import { colour } from "../theme";
import { type Area, drawOver } from "./axes";
import { barSize, drawColourBar } from "./colourbar";
import { blueOrange, viridis } from "./colours";
import type { Quantity } from "./columns";
import type { Place, Surface } from "./gestures";
import { Picture } from "./picture";
import { valueAt } from "./raster";
import { saveButtons } from "./save";
import type { Scene } from "./scene";
import { nearest } from "./track";

export interface WaterfallSpec {
  name: Quantity;
  title: string;
  distance: string;
  /** Of the values. */
  quantity: string;
  unit: string;
}

const height = 190;
const top = 9;
const bottom = 26;

export class Waterfall implements Surface {
  readonly root: HTMLElement;
  readonly picture: Picture;
  scene: Scene | null = null;
  private readonly body = el("div", { class: "time-body" });
  private readonly over = el("canvas", { class: "time-over" });
  private readonly bar = el("canvas", { class: "time-bar", role: "img" });
  private readonly tip = el("div", { class: "time-tip" });
  private readonly most = el("input", { type: "number", min: "0", step: "any", class: "time-most" });
  private readonly mostLabel: HTMLElement;
  private readonly words = el("p", { class: "chart-words" });
  private readonly unit = el("span", { class: "time-unit" });
  private barKey = "";
  /** Of the body, CSS pixels: told, not asked, since asking lays the page out anew. */
  private width = 0;

  constructor(
    readonly spec: WaterfallSpec,
    changed: () => void,
  ) {
    this.picture = new Picture(spec.name);
    this.picture.canvas.className = "time-picture";
    this.mostLabel = el("label", { class: "time-fix" }, "up to ", this.most);
    this.most.setAttribute("aria-label", `${spec.title}: the greatest value of the colours, ${spec.unit}`);
    this.most.addEventListener("change", () => {
      const value = Number(this.most.value);
      if (value > 0) this.picture.scale.fix(value, this.scene?.baseline !== null);
      changed();
    });
    const title = el("h3", {}, spec.title);
    const head = el(
      "header",
      { class: "chart-head" },
      title,
      el("span", { class: "time-scale" }, this.unit, this.bar, this.mostLabel),
      saveButtons(this),
    );
    this.body.style.height = `${top + height + bottom}px`;
    this.tip.hidden = true;
    this.body.append(this.picture.canvas, this.over, this.tip, this.words);
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width === this.width) return;
      this.width = width;
      changed();
    }).observe(this.body);
    this.root = el("section", { class: "chart time-waterfall", "aria-label": spec.title }, head, this.body);
  }

  area(): DOMRect {
    const { left, top: y } = this.body.getBoundingClientRect();
    const area = this.inner();
    return new DOMRect(left + area.left, y + area.top, area.width, area.height);
  }

  /** Everything as one picture, as it stands, the colour bar above. */
  flat(): HTMLCanvasElement {
    const whole = document.createElement("canvas");
    const { ratio } = this;
    const area = this.inner();
    const head = this.bar.height + 4 * ratio;
    whole.width = this.over.width;
    whole.height = this.over.height + head;
    const context = whole.getContext("2d");
    if (!context) return whole;
    const place = [area.left * ratio, head + area.top * ratio, area.width * ratio, area.height * ratio] as const;
    context.fillStyle = colour("--grid");
    context.fillRect(...place);
    context.drawImage(this.picture.canvas, ...place);
    context.drawImage(this.over, 0, head);
    context.drawImage(this.bar, whole.width - this.bar.width, 0);
    return whole;
  }

  get size(): { width: number; height: number; area: Area } {
    return { width: this.width, height: top + height + bottom, area: this.inner() };
  }

  draw(scene: Scene, isOverOnly: boolean, now: number): void {
    this.scene = scene;
    // Before the first picture nobody has told it yet.
    if (this.width === 0) this.width = Math.round(this.body.clientWidth);
    const area = this.inner();
    if (area.width < 20) return;
    const { style } = this.picture.canvas;
    style.left = `${area.left}px`;
    style.top = `${area.top}px`;
    style.width = `${area.width}px`;
    style.height = `${area.height}px`;
    if (!isOverOnly)
      this.picture.draw(scene, Math.round(area.width * this.ratio), Math.round(area.height * this.ratio), now);
    this.drawBar(scene);
    const has = scene.columns.length > 0 && scene.columns.axes[this.spec.name].count > 0;
    show(this.words, !has);
    say(this.words, scene.columns.length === 0 ? "No scans yet." : `No ${this.spec.quantity} in this run.`);
    const context = sized(this.over, this.width, top + height + bottom, this.ratio);
    if (context)
      drawOver(context, scene, area, {
        low: this.picture.low(scene),
        high: this.picture.high(scene),
        label: this.spec.distance,
      });
  }

  /** The colours are drawn anew, as after a change of theme. */
  recolour(): void {
    this.barKey = "";
  }

  /** The column at a place, and the distance there, Å. */
  at(place: Place): { column: number; distance: number } | null {
    const { scene } = this;
    if (!scene) return null;
    const which = Math.min(Math.max(Math.floor(place.y * scene.lanes.length), 0), scene.lanes.length - 1);
    const lane = scene.lanes[which];
    const found = lane ? nearest(lane.xs, lane.xs.length, place.x) : -1;
    if (!lane || found < 0) return null;
    const share = place.y * scene.lanes.length - which;
    const low = this.picture.low(scene);
    return {
      column: lane.order ? (lane.order[found] as number) : found,
      distance: low + (1 - share) * (this.picture.high(scene) - low),
    };
  }

  tell(place: Place | null): void {
    const found = place && this.at(place);
    show(this.tip, Boolean(found));
    if (!place || !found || !this.scene) return;
    const { columns, baseline, span } = this.scene;
    const axis = columns.axes[this.spec.name];
    const where = (found.distance - axis.first) / axis.step;
    const values = columns.column(this.spec.name, found.column);
    const isOn = where >= 0 && where <= axis.count - 1;
    const value = isOn
      ? valueAt(values, where) - (baseline ? valueAt(baseline[this.spec.name], where) : 0)
      : Number.NaN;
    const time = columns.time[found.column] as number;
    const lines = [
      Number.isNaN(time) ? `scan ${columns.row[found.column]}` : times(time),
      `T ${kelvin(finite(columns.kelvin[found.column]))}`,
      `R ${found.distance.toFixed(2)} Å`,
      `${baseline ? "Δ" : ""}${this.spec.quantity} ${number(finite(value))} ${this.spec.unit}`,
    ];
    say(this.tip, lines.join("\n"));
    const area = this.inner();
    const x = area.left + ((place.x - span.from) / (span.to - span.from)) * area.width;
    const isRight = x > this.width / 2;
    this.tip.style.left = isRight ? "" : `${x + 14}px`;
    this.tip.style.right = isRight ? `${this.width - x + 14}px` : "";
    this.tip.style.top = `${Math.min(Math.max(area.top + place.y * area.height - 40, 0), height - 70)}px`;
  }

  private drawBar(scene: Scene): void {
    const { scale } = this.picture;
    show(this.mostLabel, scene.isFixed);
    say(this.unit, `${scene.baseline ? "Δ" : ""}${this.spec.quantity} (${this.spec.unit})`);
    const key = [scale.low, scale.high, scene.baseline === null, this.ratio].join();
    if (key === this.barKey) return;
    this.barKey = key;
    const context = sized(this.bar, barSize.width, barSize.height, this.ratio);
    if (context) drawColourBar(context, scene.baseline ? blueOrange : viridis, scale.low, scale.high, this.spec.unit);
    if (document.activeElement !== this.most) this.most.value = String(scale.high);
  }

  private inner(): Area {
    const { left, right } = GUTTER;
    return { left, top, width: this.width - left - right, height };
  }

  private get ratio(): number {
    return Math.min(window.devicePixelRatio || 1, 2);
  }
}

const finite = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

/** A cleared canvas of a size in CSS pixels. */
function sized(canvas: HTMLCanvasElement, width: number, tall: number, ratio: number): CanvasRenderingContext2D | null {
  const [w, h] = [Math.round(width * ratio), Math.round(tall * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${tall}px`;
  }
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, tall);
  return context;
}
