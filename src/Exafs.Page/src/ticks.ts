// Axis ranges that stay where they are, and round numbers for ticks.

/** The least of 1, 2, 2.5, 5 times a power of ten that is not below `rough`. */
export function niceStep(rough: number): number {
  if (!(rough > 0) || !Number.isFinite(rough)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  for (const factor of [1, 2, 2.5, 5]) if (factor * power >= rough * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

export const clean = (value: number): number => Number(value.toPrecision(12));

export function ticks(min: number, max: number, count = 6): number[] {
  const step = niceStep((max - min) / count);
  const found: number[] = [];
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + 1e-9 * step; i++) found.push(clean(i * step));
  return found;
}

const TIME_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800,
];

/** Ticks at round local times. */
export function timeTicks(min: number, max: number, count = 6): number[] {
  const step = TIME_STEPS.find((one) => one >= (max - min) / count) ?? 2592000;
  const zone = step < 3600 ? 0 : new Date(min * 1000).getTimezoneOffset() * 60;
  const found: number[] = [];
  for (let at = Math.ceil((min - zone) / step) * step + zone; at <= max; at += step) found.push(at);
  return found;
}

/** What stands at the ticks of a time axis: the clock, and the date where a day begins. */
export function timeLabels(at: number[]): string[] {
  const two = (value: number) => String(value).padStart(2, "0");
  const hasSeconds = at.length > 1 && (at[1] ?? 0) - (at[0] ?? 0) < 60;
  return at.map((t, i) => {
    const date = new Date(t * 1000);
    const clock = `${two(date.getHours())}:${two(date.getMinutes())}${hasSeconds ? `:${two(date.getSeconds())}` : ""}`;
    const before = i > 0 ? new Date((at[i - 1] ?? 0) * 1000).getDate() : date.getDate();
    return before === date.getDate() ? clock : `${two(date.getDate())}.${two(date.getMonth() + 1)}. ${clock}`;
  });
}

/** A range that grows at once, in round steps, and shrinks only when what it holds has been small for a while: axes that twitch cannot be read. */
export class StickyRange {
  private low = Number.NaN;
  private high = Number.NaN;
  private smallSince: number | null = null;

  /** `parts`: steps the range is rounded to, per extent; `patience`: ms for which less than half must be filled before it shrinks. */
  constructor(
    private readonly parts: number,
    private readonly padding: number,
    private readonly patience = 6000,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** As it stands; 0 to 1 where nothing was ever held. */
  get last(): [number, number] {
    return Number.isNaN(this.low) ? [0, 1] : [this.low, this.high];
  }

  reset(): void {
    this.low = Number.NaN;
    this.high = Number.NaN;
    this.smallSince = null;
  }

  /** `from`: the low end, where it is fixed. `hold`: do not shrink. */
  next(min: number, max: number, hold = false, from?: number): [number, number] {
    const bottom = from ?? min;
    const extent = Math.max(max - bottom, Math.abs(max) * 1e-6, 1e-12);
    const fits = bottom >= this.low && max <= this.high;
    const isSmall = fits && extent < 0.45 * (this.high - this.low);
    if (!isSmall || hold) this.smallSince = null;
    else this.smallSince ??= this.clock();
    const hasWaited = this.smallSince !== null && this.clock() - this.smallSince > this.patience;
    if (fits && !hasWaited) return [this.low, this.high];

    const isFresh = Number.isNaN(this.low) || hasWaited;
    const least = isFresh ? bottom : hold ? Math.min(bottom, this.low) : bottom;
    const most = isFresh ? max : hold ? Math.max(max, this.high) : max;
    const step = niceStep(Math.max(most - least, extent) / this.parts);
    const pad = this.padding * extent;
    this.low = from ?? clean(Math.floor((least - pad) / step + 1e-9) * step);
    this.high = clean(Math.ceil((most + pad) / step - 1e-9) * step);
    if (this.high <= this.low) this.high = this.low + step;
    this.smallSince = null;
    return [this.low, this.high];
  }
}
