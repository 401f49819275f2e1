// The columns of the waterfalls, in a bounded number: when there are too many, those that stand closest are dropped.
import type { WaterfallFrame } from "../protocol";
import { copyValues, takeRising } from "./grow";

/** An axis of distances: first + i·step, Å. */
export interface Distances {
  first: number;
  step: number;
  count: number;
}

export type Quantity = "chir" | "g";

const none: Distances = { first: 0, step: 1, count: 0 };

export class ColumnBuffer {
  length = 0;
  /** Rises whenever columns that were there already changed their places. */
  epoch = 0;
  axes: Record<Quantity, Distances> = { chir: none, g: none };
  readonly row: Float64Array;
  /** s since 1970; NaN: not known. */
  readonly time: Float64Array;
  readonly kelvin: Float32Array;
  private values: Record<Quantity, Float32Array> = { chir: new Float32Array(0), g: new Float32Array(0) };

  constructor(readonly capacity: number) {
    this.row = new Float64Array(capacity);
    this.time = new Float64Array(capacity);
    this.kelvin = new Float32Array(capacity);
  }

  clear(): void {
    this.length = 0;
    this.epoch++;
  }

  set(frame: WaterfallFrame): void {
    this.clear();
    this.append(frame);
  }

  /** Columns of rows that are there already are passed over; on other axes than before all start anew. Tells how many were new. */
  append(frame: WaterfallFrame): number {
    this.fit({ chir: frame.r, g: frame.g_r });
    const { row, time, kelvin } = frame.arrays;
    const copy = (at: number, first: number, end: number) => {
      copyValues(this.row, at, row, first, end);
      copyValues(this.time, at, time, first, end);
      for (let i = at; i < this.length; i++) this.time[i] = frame.t0 + (this.time[i] as number);
      copyValues(this.kelvin, at, kelvin, first, end);
      for (const name of ["chir", "g"] as const) {
        const { count } = this.axes[name];
        copyValues(this.values[name], at * count, frame.arrays[name], first * count, end * count);
      }
    };
    return takeRising(this, row, frame.columns, () => this.thin(), copy);
  }

  /** A view of a column's values, good until the next change. */
  column(name: Quantity, index: number): Float32Array {
    const { count } = this.axes[name];
    return this.values[name].subarray(index * count, (index + 1) * count);
  }

  private fit(axes: Record<Quantity, Distances>): void {
    const kept = { ...this.axes };
    for (const name of ["chir", "g"] as const) {
      const asked = axes[name];
      const has = this.axes[name];
      // A frame without one of the two axes (a scan that gave no structure) says nothing about that axis.
      if (asked.count === 0 || same(asked, has)) continue;
      if (has.count > 0) this.clear();
      kept[name] = { first: asked.first, step: asked.step, count: asked.count };
      this.values[name] = new Float32Array(asked.count * this.capacity);
    }
    this.axes = kept;
  }

  private thin(): void {
    const span = (this.row[this.length - 1] as number) - (this.row[0] as number);
    // Of evenly spaced columns this drops every second; old ones that were thinned before are spared while the new stand closer.
    const apart = (0.75 * span) / (this.capacity / 2);
    let to = 0;
    for (let from = 0; from < this.length; from++) {
      if (to > 0 && (this.row[from] as number) - (this.row[to - 1] as number) < apart) continue;
      this.row[to] = this.row[from] as number;
      this.time[to] = this.time[from] as number;
      this.kelvin[to] = this.kelvin[from] as number;
      for (const name of ["chir", "g"] as const) {
        const { count } = this.axes[name];
        this.values[name].copyWithin(to * count, from * count, (from + 1) * count);
      }
      to++;
    }
    this.length = to;
    this.epoch++;
  }
}

function same(a: Distances, b: Distances): boolean {
  return a.count === b.count && Math.abs(a.first - b.first) < 1e-6 && Math.abs(a.step - b.step) < 1e-6;
}
