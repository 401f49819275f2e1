// Paints columns of numbers into pixels. No DOM here: words are what ImageData holds.
import type { Distances } from "./columns";

/** A strip of the picture, in pixels from the top, with distances rising upwards. */
export interface Strip {
  top: number;
  height: number;
}

/** For each pixel of the strip, from its top, the place among the values, with its fraction; NaN: outside. */
export function placesUp(strip: Strip, axis: Distances, low: number, high: number): Float32Array {
  const out = new Float32Array(strip.height);
  for (let y = 0; y < strip.height; y++) {
    const distance = high - ((y + 0.5) / strip.height) * (high - low);
    const place = (distance - axis.first) / axis.step;
    out[y] = place >= -0.5 && place <= axis.count - 0.5 ? Math.min(Math.max(place, 0), axis.count - 1) : Number.NaN;
  }
  return out;
}

export function valueAt(values: ArrayLike<number>, place: number): number {
  const below = Math.floor(place);
  const share = place - below;
  const a = values[below] as number;
  return share === 0 ? a : a + share * ((values[below + 1] as number) - a);
}

export interface Palette {
  words: Uint32Array;
  low: number;
  high: number;
}

/** Paints pixels x0..x1 (exclusive) of a picture `width` wide. What is NaN stays clear. `baseline` is taken off. */
export function paintColumn(
  words: Uint32Array,
  width: number,
  strip: Strip,
  up: Float32Array,
  values: Float32Array,
  baseline: Float32Array | null,
  palette: Palette,
  x0: number,
  x1: number,
): void {
  const scale = 255.999 / (palette.high - palette.low);
  for (let y = 0; y < up.length; y++) {
    const place = up[y] as number;
    const value = valueAt(values, place) - (baseline ? valueAt(baseline, place) : 0);
    const entry = Number.isNaN(value) ? -1 : Math.min(Math.max(Math.floor((value - palette.low) * scale), 0), 255);
    const word = entry < 0 ? 0 : (palette.words[entry] as number);
    const end = (strip.top + y) * width + x1;
    // Mostly a pixel or two: fill() takes longer.
    for (let at = end - x1 + x0; at < end; at++) words[at] = word;
  }
}

/** Places and rows of columns that stand beside each other. */
export interface Row {
  xs: ArrayLike<number>;
  rows: ArrayLike<number>;
  length: number;
  /** Distances below this are no gap. */
  slack: number;
}

/** How far column i reaches: half-way to its neighbours; where scans are missing only as far as on its other side. */
export function reach(row: Row, i: number): [from: number, to: number] {
  const x = row.xs[i] as number;
  return [x - half(row, i - 1, i), x + half(row, i, i - 1)];
}

/** Half the distance over the interval after column `at`, or what stands for it; `other` is the interval on the column's other side. */
function half(row: Row, at: number, other: number): number {
  const own = apart(row, at);
  if (own >= 0 && !isGap(row, at)) return own / 2;
  const across = apart(row, other);
  if (across >= 0 && !isGap(row, other)) return across / 2;
  // A column that stands alone: as wide as most are.
  const { xs, length } = row;
  const mean = length > 1 ? ((xs[length - 1] as number) - (xs[0] as number)) / (length - 1) : 1;
  return (own >= 0 ? Math.min(own, mean) : mean) / 2;
}

/** NaN: there is no such interval. */
function apart({ xs, length }: Row, at: number): number {
  return at < 0 || at + 1 >= length ? Number.NaN : (xs[at + 1] as number) - (xs[at] as number);
}

/** Whether scans are missing between column `at` and the next. */
export function isGap(row: Row, at: number): boolean {
  const [before, after] = [apart(row, at - 1), apart(row, at + 1)];
  const around = Math.max(orZero(before), orZero(after));
  // Columns that were thinned stand at uneven distances, without anything missing.
  const factor = Math.max(rowStep(row, at - 1), rowStep(row, at + 1)) <= 1 ? 1.7 : 3;
  return around > 0 && apart(row, at) > Math.max(factor * around, row.slack);
}

const orZero = (value: number) => (Number.isNaN(value) ? 0 : value);

function rowStep({ rows, length }: Row, at: number): number {
  return at < 0 || at + 1 >= length ? 0 : Math.abs((rows[at + 1] as number) - (rows[at] as number));
}

/** The value below which a share of the numbers lies; NaN are passed over. */
export function quantile(values: number[], share: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return sorted.length === 0
    ? Number.NaN
    : (sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] as number);
}
