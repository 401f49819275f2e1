// Rows and where they lie on the x axis, whichever it is.
import type { StackMark } from "./marks";
import { places, type RunData, within } from "./rundata";
import { type Baseline, baselineOf } from "./scene";
import { nearest } from "./track";
import type { AxisKind, Span } from "./viewport";

/** More ticks than this in a view say nothing more. */
const mostTicks = 400;

export class Moments {
  constructor(private readonly data: RunData) {}

  /** Where a row lies; null: nowhere. */
  place(row: number | null, kind: AxisKind): number | null {
    if (row === null || Number.isNaN(row)) return null;
    const moment = this.data.moment(row);
    if (moment === null) return null;
    const x = kind === "scan" ? row : kind === "temperature" ? moment.kelvin : moment.time;
    return Number.isFinite(x) ? x : null;
  }

  /** The row of the entry nearest to a place. */
  rowAt(x: number, kind: AxisKind, span: Span): number | null {
    const track = this.data.track(span);
    if (track.length === 0) return null;
    if (kind !== "temperature") return track.row[nearest(places(track, kind), track.length, x)] ?? null;
    let best = 0;
    for (let i = 1; i < track.length; i++) {
      if (!(Math.abs((track.kelvin[i] as number) - x) >= Math.abs((track.kelvin[best] as number) - x))) best = i;
    }
    return track.row[best] as number;
  }

  /** What was measured, on this axis; null: nothing was. */
  extent(kind: AxisKind): Span | null {
    const { whole } = this.data;
    if (whole.length === 0) return null;
    if (kind !== "temperature") {
      const xs = places(whole, kind);
      return { from: xs[0] as number, to: xs[xs.length - 1] as number };
    }
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < whole.length; i++) {
      const value = whole.kelvin[i] as number;
      if (value < from) from = value;
      if (value > to) to = value;
    }
    return to >= from ? { from, to } : null;
  }

  /** Small ticks where scans were rejected. */
  rejected(kind: AxisKind, span: Span): StackMark[] {
    if (kind === "temperature") return [];
    const track = this.data.track(span);
    const xs = places(track, kind);
    const [first, end] = within(track, kind, span);
    const found: StackMark[] = [];
    for (let i = first; i < end; i++) {
      if ((track.rejected[i] as number) > 0) found.push({ x: xs[i] as number, label: "", colour: "--time-rejected" });
    }
    const every = Math.ceil(found.length / mostTicks);
    return every > 1 ? found.filter((_, i) => i % every === 0) : found;
  }

  /** The first column that has numbers of both kinds, or else the first. */
  firstBaseline(): Baseline | null {
    const { wholeColumns: columns } = this.data;
    if (columns.length === 0) return null;
    const has = (at: number) =>
      (["chir", "g"] as const).every((name) => columns.column(name, at).some((value) => !Number.isNaN(value)));
    let first = 0;
    while (first < columns.length && !has(first)) first++;
    return baselineOf(columns, first < columns.length ? first : 0);
  }
}
