// The range of a waterfall's colours: round, and still unless it must change.
import type { ColumnBuffer, Quantity } from "./columns";
import { quantile } from "./raster";

const rounds = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The least of 1, 1.2, 1.5, 2 … × 10ⁿ that is not below `value`. */
export function roundUpFinely(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value) + 1e-12);
  const factor = rounds.find((one) => value <= one * power * (1 + 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(6));
}

export class ColourScale {
  high = 1;
  /** Whether it is one of differences. */
  isDifference = false;

  get low(): number {
    return this.isDifference ? -this.high : 0;
  }

  /** Fits it to some of the columns that are looked at; `baseline`: differences to it are shown. */
  fit(columns: ColumnBuffer, name: Quantity, chosen: number[], baseline: Float32Array | null): void {
    const peaks: number[] = [];
    const every = Math.max(1, Math.ceil(chosen.length / 150));
    for (let i = chosen.length - 1; i >= 0; i -= every) {
      const values = columns.column(name, chosen[i] as number);
      let peak = Number.NaN;
      for (let j = 0; j < values.length; j++) {
        const value = baseline ? Math.abs((values[j] as number) - (baseline[j] as number)) : (values[j] as number);
        if (!(value <= peak) && !Number.isNaN(value)) peak = value;
      }
      peaks.push(peak);
    }
    // A glitch or two do not darken all the rest.
    const peak = quantile(peaks, 0.97);
    const isOther = this.isDifference !== (baseline !== null);
    this.isDifference = baseline !== null;
    if (Number.isNaN(peak) || (!isOther && peak <= this.high && peak > 0.6 * this.high)) return;
    this.high = roundUpFinely(1.02 * peak);
  }

  /** Fixed by hand. */
  fix(high: number, isDifference: boolean): void {
    this.high = high;
    this.isDifference = isDifference;
  }
}
