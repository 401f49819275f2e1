// All that the section holds of a run: the whole of it, and, where one has looked closer, a part in finer steps.
import type { TrackFrame, WaterfallFrame } from "../protocol";
import { ColumnBuffer } from "./columns";
import { bisect, TrackBuffer } from "./track";
import type { AxisKind, Span } from "./viewport";

const ENTRIES = 2000;
const COLUMNS = 1200;

/** Rows, inclusive. */
export interface Rows {
  from: number;
  to: number;
}

export class RunData {
  readonly whole = new TrackBuffer(ENTRIES);
  readonly wholeColumns = new ColumnBuffer(COLUMNS);
  private readonly part = new TrackBuffer(ENTRIES);
  private readonly partColumns = new ColumnBuffer(COLUMNS);
  /** The rows that the part has or is to have; null: there is none. */
  private asked: Rows | null = null;
  private askedSpan: Span = { from: 0, to: 0 };
  private grows = false;
  private hasTrack = false;
  private hasColumns = false;

  clear(): void {
    this.whole.clear();
    this.wholeColumns.clear();
    this.drop();
  }

  takeTrack(frame: TrackFrame, isWhole: boolean): void {
    if (isWhole && this.isPart(frame.arrays.row, this.hasTrack)) {
      this.part.set(frame);
      this.hasTrack = true;
      return;
    }
    if (isWhole) this.whole.set(frame);
    else this.whole.append(frame);
    if (this.grows && this.part.length > 0) this.part.append(frame);
  }

  takeWaterfall(frame: WaterfallFrame, isWhole: boolean): void {
    if (isWhole && this.isPart(frame.arrays.row, this.hasColumns)) {
      this.partColumns.set(frame);
      this.hasColumns = true;
      return;
    }
    if (isWhole) this.wholeColumns.set(frame);
    else this.wholeColumns.append(frame);
    if (this.grows && this.partColumns.length > 0) this.partColumns.append(frame);
  }

  /** A finer part is to come; `grows`: it goes on with the run. */
  await(rows: Rows, span: Span, grows: boolean): void {
    this.drop();
    this.asked = rows;
    this.askedSpan = grows ? { from: span.from, to: Number.POSITIVE_INFINITY } : span;
    this.grows = grows;
  }

  drop(): void {
    this.asked = null;
    this.grows = false;
    this.hasTrack = false;
    this.hasColumns = false;
    this.part.clear();
    this.partColumns.clear();
  }

  /** The part is there, and goes on with what comes live: the line may be given back to the whole run. */
  get isPartComplete(): boolean {
    return this.hasTrack && this.hasColumns;
  }

  get partGrows(): boolean {
    return this.grows;
  }

  /** Whether a finer part could show more. */
  isFine(span: Span, kind: AxisKind): boolean {
    const track = this.track(span);
    const columns = this.columns(span);
    const [first, last] = within(track, kind, span);
    let coarse = false;
    for (let i = first; i < last; i++) coarse ||= (track.scans[i] as number) > 1;
    const [from, to] = within(columns, kind, span);
    const scans = to - from < 2 ? last - first : (columns.row[to - 1] as number) - (columns.row[from] as number) + 1;
    return (!coarse || last - first > 600) && (to - from > 250 || to - from > 0.6 * scans);
  }

  /** The finest that there is for all of a span. */
  track(span: Span): TrackBuffer {
    return this.covers(span) && this.part.length > 0 ? this.part : this.whole;
  }

  columns(span: Span): ColumnBuffer {
    return this.covers(span) && this.partColumns.length > 0 ? this.partColumns : this.wholeColumns;
  }

  /** When a row was measured and at which temperature, from the finest that has it; null: there are no rows. */
  moment(row: number): { time: number; kelvin: number } | null {
    for (const of of [this.partColumns, this.wholeColumns]) {
      const at = bisect(of.row, of.length, row);
      if (at < of.length && of.row[at] === row) return { time: of.time[at] as number, kelvin: of.kelvin[at] as number };
    }
    const isInPart =
      this.asked !== null && this.part.length > 0 && row >= this.asked.from && (this.grows || row <= this.asked.to);
    const of = isInPart ? this.part : this.whole;
    const at = of.entryOf(row);
    return at < 0 ? null : { time: of.time[at] as number, kelvin: of.kelvin[at] as number };
  }

  /** What lies at the bottom: time, unless no scan has one. */
  get kind(): AxisKind {
    const { time, length } = this.whole;
    for (let i = length - 1; i >= 0; i--) if (!Number.isNaN(time[i])) return "time";
    return length > 0 ? "scan" : "time";
  }

  /** The rows whose scans lie in a span; null: there are none at all. */
  rows(span: Span, kind: AxisKind): Rows | null {
    const { whole } = this;
    if (whole.length === 0) return null;
    const [first, last] = within(whole, kind, span);
    const start = Math.max(first - 1, 0);
    const from = (whole.row[start] as number) - (whole.scans[start] as number) + 1;
    return { from: Math.max(from, 1), to: whole.row[Math.min(last, whole.length - 1)] as number };
  }

  private covers(span: Span): boolean {
    return this.asked !== null && span.from >= this.askedSpan.from && span.to <= this.askedSpan.to;
  }

  /** What comes may be the whole run still, asked for before: it begins earlier. */
  private isPart(rows: ArrayLike<number> | undefined, has: boolean): boolean {
    if (this.asked === null || (has && this.grows)) return false;
    if (rows === undefined || rows.length === 0) return !has;
    return (rows[0] as number) >= this.asked.from && (rows[rows.length - 1] as number) <= this.asked.to;
  }
}

interface Placed {
  row: ArrayLike<number>;
  time: ArrayLike<number>;
  length: number;
}

/** The entries in a span, the end exclusive. */
export function within(of: Placed, kind: AxisKind, span: Span): [first: number, end: number] {
  const xs = places(of, kind);
  return [bisect(xs, of.length, span.from), bisect(xs, of.length, span.to)];
}

/** Where the entries lie on an axis that goes with the scans: rising; what has no time lies where the one before does. */
export function places(of: Placed, kind: AxisKind): Float64Array {
  const xs = new Float64Array(of.length);
  let before = Number.NaN;
  let missing = 0;
  for (let i = 0; i < of.length; i++) {
    const x = (kind === "scan" ? of.row[i] : of.time[i]) as number;
    if (Number.isNaN(x) && Number.isNaN(before)) missing = i + 1;
    else before = Number.isNaN(x) || x < before ? before : x;
    xs[i] = before;
  }
  if (missing > 0) xs.fill(missing < of.length ? (xs[missing] as number) : 0, 0, missing);
  return xs;
}
