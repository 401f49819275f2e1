// The picture of a waterfall: repainted when the view changes, and otherwise only where new columns came.
import { blueOrange, viridis } from "./colours";
import type { ColumnBuffer, Quantity } from "./columns";
import { paintColumn, placesUp, reach, type Strip } from "./raster";
import { ColourScale } from "./scale";
import type { Lane, Scene } from "./scene";

/** Temperatures do not come evenly: nearer than this (K) nothing is missing. */
const slackKelvin = 12;
/** ms between two looks at whether the colours' range still fits. */
const fitEvery = 2000;

export class Picture {
  readonly canvas = document.createElement("canvas");
  readonly scale = new ColourScale();
  private readonly context = this.canvas.getContext("2d");
  private image: ImageData | null = null;
  private words = new Uint32Array(0);
  private key = "";
  private columns: ColumnBuffer | null = null;
  private painted = 0;
  private fitted = 0;

  constructor(private readonly name: Quantity) {}

  /** The lower end of the axis, Å. */
  low(scene: Scene): number {
    return Math.floor(scene.columns.axes[this.name].first + 0.01);
  }

  /** The upper end of the axis, Å. */
  high(scene: Scene): number {
    const axis = scene.columns.axes[this.name];
    return axis.count === 0 ? 6 : Math.min(6, Math.ceil(axis.first + axis.step * (axis.count - 1) - 0.01));
  }

  /** Draws what is new at this size, in device pixels. Tells whether the range of colours changed. */
  draw(scene: Scene, width: number, height: number, now: number): boolean {
    if (!this.context || width < 2 || height < 2) return false;
    if (this.image?.width !== width || this.image.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.image = this.context.createImageData(width, height);
      this.words = new Uint32Array(this.image.data.buffer);
      this.key = "";
    }
    const { span, columns, kind, baseline } = scene;
    const before = `${this.scale.low} ${this.scale.high}`;
    const view = [
      kind,
      span.from,
      span.to,
      columns.epoch,
      baseline?.row,
      scene.isFixed,
      this.high(scene),
      scene.lanes.length,
    ].join();
    const isOtherView = this.columns !== columns || !this.key.startsWith(`${view};`);
    const isOtherKind = this.scale.isDifference !== (baseline !== null);
    if (isOtherKind || (!scene.isFixed && (isOtherView || now - this.fitted > fitEvery))) {
      this.scale.fit(columns, this.name, visible(scene), baseline?.[this.name] ?? null);
      this.fitted = now;
    }
    const after = `${this.scale.low} ${this.scale.high}`;
    const key = `${view};${after}`;
    const isFresh = this.key !== key || this.columns !== columns || kind === "temperature";
    this.columns = columns;
    this.key = key;
    if (isFresh) {
      this.words.fill(0);
      for (const [i, lane] of scene.lanes.entries()) this.paint(scene, lane, this.strip(scene, i), 0);
      this.context.putImageData(this.image, 0, 0);
    } else if (columns.length > this.painted) {
      // The last two reach farther, or less far, now that they have a neighbour.
      const first = Math.max(this.painted - 2, 0);
      const lane = scene.lanes[0] as Lane;
      const from = this.paint(scene, lane, this.strip(scene, 0), first);
      this.context.putImageData(this.image, 0, 0, from, 0, width - from, height);
    }
    this.painted = columns.length;
    return before !== after;
  }

  /** Lanes lie under each other, the first on top. */
  strip(scene: Scene, lane: number): Strip {
    const height = this.image?.height ?? 0;
    const top = Math.round((lane * height) / scene.lanes.length);
    return { top, height: Math.round(((lane + 1) * height) / scene.lanes.length) - top };
  }

  /** Paints a lane from its column `first` on; tells the leftmost pixel. */
  private paint(scene: Scene, lane: Lane, strip: Strip, first: number): number {
    const { columns, kind, span, baseline } = scene;
    const width = this.image?.width ?? 0;
    const up = placesUp(strip, columns.axes[this.name], this.low(scene), this.high(scene));
    const map = baseline ? blueOrange : viridis;
    const palette = { words: map.words, low: this.scale.low, high: this.scale.high };
    const length = lane.xs.length;
    const rows = lane.order ? lane.xs.map((_, i) => columns.row[lane.order?.[i] as number] as number) : columns.row;
    const row = { xs: lane.xs, rows, length, slack: kind === "temperature" ? slackKelvin : 0 };
    const px = (x: number) =>
      Math.min(Math.max(Math.round(((x - span.from) / (span.to - span.from)) * width), 0), width);
    let left = width;
    for (let i = first; i < length; i++) {
      const [from, to] = reach(row, i);
      if (to < span.from || from > span.to) continue;
      const x0 = px(from);
      const x1 = Math.max(px(to), Math.min(x0 + 1, width));
      if (left === width && first > 0) this.wipe(strip, x0, width);
      left = Math.min(left, x0);
      const values = columns.column(this.name, lane.order ? (lane.order[i] as number) : i);
      if (x1 > x0) paintColumn(this.words, width, strip, up, values, baseline?.[this.name] ?? null, palette, x0, x1);
    }
    return left;
  }

  private wipe(strip: Strip, x0: number, width: number): void {
    for (let y = strip.top; y < strip.top + strip.height; y++) this.words.fill(0, y * width + x0, (y + 1) * width);
  }
}

/** The columns that are looked at. */
export function visible(scene: Scene): number[] {
  const chosen: number[] = [];
  for (const lane of scene.lanes) {
    for (let i = 0; i < lane.xs.length; i++) {
      const x = lane.xs[i] as number;
      if (x >= scene.span.from && x <= scene.span.to) chosen.push(lane.order ? (lane.order[i] as number) : i);
    }
  }
  return chosen;
}
