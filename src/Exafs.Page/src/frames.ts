// Cuts of history frames: what of a live frame is new.
import type { TrackFrame, WaterfallFrame } from "./protocol";

/** The entries after row `last`; null: none. Entries come in the order of their rows. */
export function trackAfter(frame: TrackFrame, last: number): TrackFrame | null {
  const first = firstAfter(frame.arrays.row, frame.entries, last);
  if (first >= frame.entries) return null;
  if (first === 0) return frame;
  const arrays: Record<string, Float32Array> = {};
  for (const [name, values] of Object.entries(frame.arrays)) arrays[name] = values.subarray(first);
  return { ...frame, entries: frame.entries - first, arrays };
}

export function waterfallAfter(frame: WaterfallFrame, last: number): WaterfallFrame | null {
  const first = firstAfter(frame.arrays.row, frame.columns, last);
  if (first >= frame.columns) return null;
  if (first === 0) return frame;
  const { row, time, kelvin, chir, g } = frame.arrays;
  return {
    ...frame,
    columns: frame.columns - first,
    arrays: {
      row: row.subarray(first),
      time: time.subarray(first),
      kelvin: kelvin.subarray(first),
      chir: chir.subarray(first * frame.r.count),
      g: g.subarray(first * frame.g_r.count),
    },
  };
}

/** The first scan that the frame stands for: its first entry may hold several. */
export const firstRow = (frame: TrackFrame): number =>
  (frame.arrays.row?.[0] ?? 0) - (frame.arrays.scans?.[0] ?? 1) + 1;

export const lastRow = (rows: Float32Array | undefined): number => rows?.[rows.length - 1] ?? 0;

export const noTrack = (run: string): TrackFrame => ({
  type: "track",
  run_id: run,
  t0: 0,
  entries: 0,
  series: [],
  arrays: {},
});

export const noWaterfall = (run: string): WaterfallFrame => {
  const none = new Float32Array(0);
  const axis = { first: 0, step: 0, count: 0 };
  return {
    type: "waterfall",
    run_id: run,
    t0: 0,
    columns: 0,
    r: axis,
    g_r: axis,
    arrays: { row: none, time: none, kelvin: none, chir: none, g: none },
  };
};

function firstAfter(rows: Float32Array | undefined, length: number, last: number): number {
  let first = 0;
  while (first < length && !((rows?.[first] ?? 0) > last)) first++;
  return first;
}
