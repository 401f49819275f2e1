// What the plots of a scan are called, and in which units they are.
import type { ChartSpec } from "./charts";
import { superscript } from "./format";

const HEIGHT = 250;
const COMPARED = { label: "compared", colour: "--purple", width: 1.5, dash: [7, 5] };

export const MU: ChartSpec = {
  title: "Absorption µ(E)",
  x: { label: "Energy (eV)" },
  y: { label: "µ·d (no unit)" },
  series: [
    { label: "pre-edge", colour: "--sky", width: 1.25 },
    { label: "post-edge", colour: "--orange", width: 1.25 },
    { label: "µ", colour: "--ink", width: 2 },
    COMPARED,
  ],
  height: HEIGHT,
};

export const NORM: ChartSpec = {
  title: "Normalised µ(E)",
  x: { label: "Energy (eV)" },
  y: { label: "normalised µ (no unit)" },
  series: [{ label: "norm", colour: "--ink", width: 2 }, COMPARED],
  height: HEIGHT,
};

export const G: ChartSpec = {
  title: "Structure g(R)",
  x: { label: "R (Å)" },
  y: { label: "g (neighbours per Å)", from: 0 },
  series: [
    { label: "g − σ", colour: "--green" },
    { label: "± 1σ", colour: "--green", band: true },
    { label: "g(R)", colour: "--green", width: 2 },
    COMPARED,
  ],
  height: HEIGHT,
};

export function chi(weight: number): ChartSpec {
  const power = weight === 0 ? "" : `k${weight === 1 ? "" : superscript(String(weight))}`;
  const name = `${power}χ(k)`;
  return {
    title: name,
    x: { label: "k (Å⁻¹)" },
    y: { label: weight === 0 ? `${name} (no unit)` : `${name} (Å${superscript(String(-weight))})` },
    series: [
      { label: "−noise", colour: "--orange" },
      { label: power === "" ? "noise ± ε_k" : `noise ± ε_k·${power}`, colour: "--orange", band: true },
      { label: name, colour: "--blue", width: 2 },
      COMPARED,
    ],
    height: HEIGHT,
  };
}

/** The transform of kʷχ(k) over k has one more Å in its unit. */
export const chir = (weight: number): ChartSpec => ({
  title: "|χ(R)|",
  x: { label: "R (Å, not phase-corrected)" },
  y: { label: `|χ(R)| (Å${superscript(String(-weight - 1))})`, from: 0 },
  series: [{ label: "|χ(R)|", colour: "--blue", width: 2 }, COMPARED],
  height: HEIGHT,
});
