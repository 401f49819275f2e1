// The charts below the waterfalls, all on the view's x axis.
import { type Chart, type Column, chart } from "../charts";
import { colour } from "../theme";
import type { Surface } from "./gestures";
import type { StackMark } from "./marks";
import { columnsAlong, columnsByBranch, type Panel, panels, specOf } from "./panels";
import { places } from "./rundata";
import type { TrackBuffer } from "./track";
import type { AxisKind, Span } from "./viewport";

interface Placed extends Surface {
  panel: Panel;
  chart: Chart;
  isStale: boolean;
  isInView: boolean;
  span: Span | null;
}

/** What all the charts show besides their curves. */
export interface Around {
  marks: StackMark[];
  selected: number | null;
  drag: Span | null;
}

export class Stack {
  private shown: Placed[] = [];
  private built = "";
  private around: Around = { marks: [], selected: null, drag: null };
  private marksKey = "";
  /** They lie below what is seen first, and are built when that is drawn. */
  private state: "unasked" | "waiting" | "due" = "unasked";
  private readonly seen: IntersectionObserver;

  constructor(
    private readonly container: HTMLElement,
    private readonly taken: (surface: Surface) => void,
    private readonly wanted: () => void,
  ) {
    this.seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const placed = this.shown.find((one) => one.root === entry.target);
          if (placed) placed.isInView = entry.isIntersecting;
        }
        wanted();
      },
      { rootMargin: "200px" },
    );
  }

  /** There is new data, or another view of it. */
  expire(): void {
    for (const one of this.shown) one.isStale = true;
  }

  /** `names`: of the run's series, of which the track may lack some. */
  draw(track: TrackBuffer, names: string[], kind: AxisKind, span: Span): void {
    if (this.state !== "due") {
      this.await();
      return;
    }
    this.build(names, kind);
    const xs = places(track, kind);
    for (const one of this.shown) {
      if (!one.isInView || !one.isStale) continue;
      one.isStale = false;
      const data =
        kind === "temperature"
          ? columnsByBranch(one.panel, track, names)
          : columnsAlong(one.panel, track, names, xs, span);
      const isEmpty = !data.slice(1).some(hasNumber);
      one.chart.say(isEmpty ? "No numbers in this part of the run." : null);
      one.chart.set(data);
      if (one.span?.from === span.from && one.span.to === span.to) continue;
      one.chart.zoomTo({ min: span.from, max: span.to });
      one.span = span;
    }
  }

  surround(around: Around): void {
    const { drag } = around;
    const isSame =
      around.marks === this.around.marks && around.selected === this.around.selected && this.marksKey !== "";
    this.around = around;
    for (const { chart: one } of this.shown) {
      if (drag) {
        const left = one.plot.valToPos(drag.from, "x");
        one.plot.setSelect(
          { left, top: 0, width: one.plot.valToPos(drag.to, "x") - left, height: one.plot.over.clientHeight },
          false,
        );
      } else if (one.plot.select.width > 0) one.plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    }
    if (isSame) return;
    const key = JSON.stringify([around.marks, around.selected]);
    if (key === this.marksKey) return;
    this.marksKey = key;
    // This redraws, and so draws the small ones too.
    for (const { chart: one } of this.shown) one.setMarks(around.marks.filter(({ label }) => label !== ""));
  }

  /** The cursor of all but the one that has the pointer itself. */
  point(x: number | null, but: Surface | null): void {
    for (const one of this.shown) {
      if (one === but || !one.isInView || one.chart.plot.status !== 1) continue;
      const left = x === null ? -10 : one.chart.plot.valToPos(x, "x");
      one.chart.plot.setCursor({ left: Number.isFinite(left) ? left : -10, top: -10 }, true);
    }
  }

  private await(): void {
    if (this.state === "waiting") return;
    this.state = "waiting";
    const due = () => {
      this.state = "due";
      this.wanted();
    };
    if ("requestIdleCallback" in window) requestIdleCallback(due, { timeout: 500 });
    else setTimeout(due, 200);
  }

  private build(names: string[], kind: AxisKind): void {
    const key = `${kind} ${names.filter((name) => name.startsWith("phase_")).join()}`;
    if (key === this.built) return;
    this.built = key;
    this.marksKey = "";
    for (const one of this.shown) {
      this.seen.unobserve(one.root);
      one.chart.destroy();
    }
    this.shown = [];
    for (const panel of panels) {
      if (kind === "temperature" && panel.title === "Temperature") continue;
      if (panel.shown(names).length === 0) continue;
      this.add(panel, chart(specOf(panel, names, kind)));
    }
  }

  private add(panel: Panel, made: Chart): void {
    const { plot, root } = made;
    // The stack zooms, not the chart by itself.
    if (plot.cursor.drag) Object.assign(plot.cursor.drag, { x: false, y: false, setScale: false });
    plot.hooks.draw?.push((u) => this.drawSmall(u));
    const placed: Placed = {
      panel,
      chart: made,
      root,
      isStale: true,
      isInView: true,
      span: null,
      area: () => plot.over.getBoundingClientRect(),
    };
    this.container.append(root);
    placed.isInView = root.getBoundingClientRect().top < window.innerHeight;
    this.shown.push(placed);
    this.seen.observe(root);
    this.taken(placed);
  }

  private drawSmall({ ctx, bbox, valToPos }: Chart["plot"]): void {
    const ratio = window.devicePixelRatio || 1;
    const bottom = bbox.top + bbox.height;
    const stroke = (x: number, top: number, ink: string, width: number) => {
      const at = Math.round(valToPos(x, "x", true));
      if (!(at >= bbox.left && at <= bbox.left + bbox.width)) return;
      ctx.strokeStyle = ink;
      ctx.lineWidth = width * ratio;
      ctx.beginPath();
      ctx.moveTo(at, top);
      ctx.lineTo(at, bottom);
      ctx.stroke();
    };
    ctx.save();
    for (const { x, label, colour: ink } of this.around.marks)
      if (label === "") stroke(x, bottom - 6 * ratio, colour(ink), 1);
    if (this.around.selected !== null) stroke(this.around.selected, bbox.top, colour("--ink"), 1.5);
    ctx.restore();
  }
}

function hasNumber(column: Column): boolean {
  for (const value of column) if (value != null && !Number.isNaN(value)) return true;
  return false;
}
