// Which scan's results are shown: those of the present one, until it has any those of the one before.
import type { SpectrumFrame } from "./protocol";

/** What is shown as the result, and the scan whose structure it has. */
export interface Result {
  frame: SpectrumFrame;
  structureOf: string;
}

/** ms for which a scan that is rejected does not blank what the last good one told. */
const PATIENCE = 2000;

/** While a scan grows, what is not there yet stays as the last scan had it. */
export function follow(frame: SpectrumFrame, before: Result | null): Result {
  const { scan, arrays } = frame;
  const fresh = { frame, structureOf: scan.scan_id };
  if (before === null || before.frame.scan.run_id !== scan.run_id) return fresh;
  if (scan.rejected !== null) return frame.made_ms - before.frame.made_ms < PATIENCE ? before : fresh;
  if (!scan.is_growing) return fresh;
  if (arrays.chi.length === 0 && scan.structure === null) return before;
  if (scan.structure !== null || scan.no_structure !== null) return fresh;
  const { g_r, g, g_sigma } = before.frame.arrays;
  const { structure, no_structure } = before.frame.scan;
  return {
    frame: { ...frame, scan: { ...scan, structure, no_structure }, arrays: { ...arrays, g_r, g, g_sigma } },
    structureOf: before.structureOf,
  };
}
