// From a spectrum to the columns of its plots.
import type { Column } from "./columns";
import type { SpectrumFrame } from "./protocol";

type Arrays = SpectrumFrame["arrays"];

/** Of a frame, or of none. */
export const arraysOf = (frame: SpectrumFrame | null): Partial<Arrays> => frame?.arrays ?? {};

const NOTHING = new Float32Array(0);
const of = (column: Float32Array | undefined) => column ?? NOTHING;

export const mu = (a: Partial<Arrays>): Column[] => [of(a.energy), of(a.pre_edge), of(a.post_edge), of(a.mu)];

export const norm = (a: Partial<Arrays>): Column[] => (a.norm?.length ? [of(a.energy), a.norm] : [NOTHING, NOTHING]);

/** k, and kʷχ(k). */
export function chi(a: Partial<Arrays>, kweight: number): Column[] {
  const k = of(a.k);
  return [k, of(a.chi).map((value, i) => value * (k[i] ?? 0) ** kweight)];
}

/** What noise alone would do to kʷχ(k): ± ε_k·kʷ. */
export function noise(k: Float32Array, epsilon: number | null, kweight: number): [Column, Column] {
  const high = k.map((value) => (epsilon ?? Number.NaN) * value ** kweight);
  return [high.map((value) => -value), high];
}

export const chir = (a: Partial<Arrays>): Column[] => [of(a.r), of(a.chir_mag)];

/** R, g − σ, g + σ, g. */
export function g(a: Partial<Arrays>): Column[] {
  const [values, sigma] = [of(a.g), of(a.g_sigma)];
  return [
    of(a.g_r),
    values.map((value, i) => Math.max(0, value - (sigma[i] ?? Number.NaN))),
    values.map((value, i) => value + (sigma[i] ?? Number.NaN)),
    values,
  ];
}
