// Heating and cooling: which entries belong to which branch, and a series against temperature by branch.

export type Branch = "heating" | "cooling";

/** 1 heating, -1 cooling, 0 neither: there was no turn yet. A turn counts once the temperature has come back by `hysteresis` (K) from its extreme;
 * the entries since the extreme then belong to the new branch. NaN takes the branch of its neighbours before. */
export function branches(kelvin: ArrayLike<number>, length: number, hysteresis = 1.5): Int8Array {
  const signs = new Int8Array(length);
  let sign = 0;
  let highest = -1;
  let lowest = -1;
  const at = (i: number) => kelvin[i] as number;
  for (let i = 0; i < length; i++) {
    signs[i] = sign;
    if (Number.isNaN(at(i))) continue;
    if (highest < 0 || at(i) > at(highest)) highest = i;
    if (lowest < 0 || at(i) < at(lowest)) lowest = i;
    const turn =
      sign <= 0 && at(i) - at(lowest) > hysteresis ? 1 : sign >= 0 && at(highest) - at(i) > hysteresis ? -1 : 0;
    if (turn !== 0) {
      // What was before the first turn is the beginning of the first branch.
      signs.fill(turn, sign === 0 ? 0 : (turn > 0 ? lowest : highest) + 1, i + 1);
      sign = turn;
      // What lies before the turn is no extreme of the new branch.
      highest = i;
      lowest = i;
    }
  }
  return signs;
}

/** A regular grid of temperatures over what was measured. */
export function temperatureGrid(kelvin: ArrayLike<number>, length: number, bins = 400): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    const value = kelvin[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high >= low)) return [];
  const step = Math.max((high - low) / bins, 0.25);
  return Array.from({ length: Math.floor((high - low) / step + 1e-9) + 1 }, (_, i) => low + i * step);
}

/** How the entries that share a place of the grid become one. */
export type Reduce = "mean" | "least" | "greatest";

/** Values of one branch on the grid; places between two filled ones no more than `bridge` apart are filled on the line between them, the others are NaN. */
export function onGrid(
  grid: number[],
  kelvin: ArrayLike<number>,
  values: ArrayLike<number>,
  chosen: (i: number) => boolean,
  length: number,
  how: Reduce,
  bridge = 12,
): number[] {
  const sums = new Array<number>(grid.length).fill(Number.NaN);
  const counts = new Array<number>(grid.length).fill(0);
  const first = grid[0] as number;
  const step = grid.length > 1 ? (grid[1] as number) - first : 1;
  for (let i = 0; i < length; i++) {
    const value = values[i] as number;
    if (!chosen(i) || Number.isNaN(value) || Number.isNaN(kelvin[i])) continue;
    const bin = Math.min(Math.round(((kelvin[i] as number) - first) / step), grid.length - 1);
    const was = sums[bin] as number;
    const count = counts[bin] as number;
    sums[bin] =
      count === 0
        ? value
        : how === "mean"
          ? was + value
          : how === "least"
            ? Math.min(was, value)
            : Math.max(was, value);
    counts[bin] = count + 1;
  }
  let before = -1;
  for (let bin = 0; bin < grid.length; bin++) {
    if (counts[bin] === 0) continue;
    if (how === "mean") sums[bin] = (sums[bin] as number) / (counts[bin] as number);
    if (before >= 0 && bin - before <= bridge) {
      const slope = ((sums[bin] as number) - (sums[before] as number)) / (bin - before);
      for (let i = before + 1; i < bin; i++) sums[i] = (sums[before] as number) + slope * (i - before);
    }
    before = bin;
  }
  return sums;
}
