// The series of a run, in a bounded number of entries: when there are too many, neighbours are merged pairwise.
import type { TrackFrame } from "../protocol";
import { copyValues, takeRising } from "./grow";

/** One named series: mean, least, greatest and mean standard error of each entry. Only the first `length` places hold something. */
export interface TrackSeries {
  mean: Float32Array;
  low: Float32Array;
  high: Float32Array;
  sigma: Float32Array;
}

export class TrackBuffer {
  length = 0;
  /** Rises with every change. */
  version = 0;
  readonly row: Float64Array;
  readonly scans: Float64Array;
  readonly rejected: Float64Array;
  /** s since 1970; NaN: not known. */
  readonly time: Float64Array;
  readonly kelvin: Float32Array;
  readonly capacity: number;
  private readonly named = new Map<string, TrackSeries>();

  /** Holds `limit` entries after a merge, and at most twice as many. */
  constructor(limit: number) {
    this.capacity = 2 * limit;
    this.row = new Float64Array(this.capacity);
    this.scans = new Float64Array(this.capacity);
    this.rejected = new Float64Array(this.capacity);
    this.time = new Float64Array(this.capacity);
    this.kelvin = new Float32Array(this.capacity);
  }

  get names(): string[] {
    return [...this.named.keys()];
  }

  get(name: string): TrackSeries | undefined {
    return this.named.get(name);
  }

  clear(): void {
    this.length = 0;
    this.named.clear();
    this.version++;
  }

  set(frame: TrackFrame): void {
    this.clear();
    this.append(frame);
  }

  /** Entries of rows that are there already are passed over. Tells how many were new. */
  append(frame: TrackFrame): number {
    const rows = frame.arrays.row;
    if (rows === undefined) return 0;
    for (const name of frame.series) if (!this.named.has(name)) this.named.set(name, this.emptySeries());
    const { scans, rejected, time, kelvin } = frame.arrays;
    const copy = (at: number, first: number, end: number) => {
      copyValues(this.row, at, rows, first, end);
      copyValues(this.scans, at, scans, first, end, 1);
      copyValues(this.rejected, at, rejected, first, end, 0);
      copyValues(this.time, at, time, first, end);
      for (let i = at; i < this.length; i++) this.time[i] = frame.t0 + (this.time[i] as number);
      copyValues(this.kelvin, at, kelvin, first, end);
      for (const [name, into] of this.named) {
        const { mean, low, high, sigma } = seriesOf(frame, name);
        copyValues(into.mean, at, mean, first, end);
        copyValues(into.low, at, low ?? mean, first, end);
        copyValues(into.high, at, high ?? mean, first, end);
        copyValues(into.sigma, at, sigma, first, end);
      }
    };
    const added = takeRising(this, rows, frame.entries, () => this.merge(), copy);
    if (added > 0) this.version++;
    return added;
  }

  /** The entry that has this row in it: the first whose last row is not before it. The last one for a row after all; -1 where there are none. */
  entryOf(row: number): number {
    return Math.min(bisect(this.row, this.length, row), this.length - 1);
  }

  private emptySeries(): TrackSeries {
    const empty = () => new Float32Array(this.capacity).fill(Number.NaN, 0, this.length);
    return { mean: empty(), low: empty(), high: empty(), sigma: empty() };
  }

  private merge(): void {
    const half = this.length >> 1;
    const weight = (i: number) => Math.max((this.scans[i] as number) - (this.rejected[i] as number), 0);
    for (let to = 0; to < half; to++) {
      const a = 2 * to;
      const b = a + 1;
      // The weights before scans and rejected are overwritten: `to` may be a itself.
      const wa = weight(a);
      const wb = weight(b);
      const sa = this.scans[a] as number;
      const sb = this.scans[b] as number;
      for (const { mean, low, high, sigma } of this.named.values()) {
        mean[to] = average(mean[a], wa, mean[b], wb);
        sigma[to] = average(sigma[a], wa, sigma[b], wb);
        low[to] = extreme(low[a], low[b], Math.min);
        high[to] = extreme(high[a], high[b], Math.max);
      }
      this.time[to] = average(this.time[a], sa, this.time[b], sb);
      this.kelvin[to] = average(this.kelvin[a], sa, this.kelvin[b], sb);
      this.row[to] = this.row[b] as number;
      this.scans[to] = sa + sb;
      this.rejected[to] = (this.rejected[a] as number) + (this.rejected[b] as number);
    }
    this.length = half;
  }
}

/** The first of the `length` rising values that is not less than `value`. */
export function bisect(values: ArrayLike<number>, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of the `length` rising values the one nearest to `value`; -1 where there are none. */
export function nearest(values: ArrayLike<number>, length: number, value: number): number {
  const after = bisect(values, length, value);
  if (after === 0) return length === 0 ? -1 : 0;
  if (after === length) return length - 1;
  return (values[after] as number) - value < value - (values[after - 1] as number) ? after : after - 1;
}

function seriesOf(frame: TrackFrame, name: string): Partial<TrackSeries> {
  const found: Partial<TrackSeries> = {};
  const { [name]: mean, [`${name}_low`]: low, [`${name}_high`]: high, [`${name}_sigma`]: sigma } = frame.arrays;
  if (mean) found.mean = mean;
  if (low) found.low = low;
  if (high) found.high = high;
  if (sigma) found.sigma = sigma;
  return found;
}

function average(a = Number.NaN, wa: number, b = Number.NaN, wb: number): number {
  if (Number.isNaN(a)) return b;
  if (Number.isNaN(b)) return a;
  return wa + wb > 0 ? (a * wa + b * wb) / (wa + wb) : (a + b) / 2;
}

function extreme(a = Number.NaN, b = Number.NaN, choose: (a: number, b: number) => number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : choose(a, b);
}
