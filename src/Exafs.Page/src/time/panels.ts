// The charts of the stack: which series each shows, and the columns it is given.
import type { ChartSpec, Column } from "../charts";
import { branches, onGrid, temperatureGrid } from "./branches";
import { isGap } from "./raster";
import { bisect, type TrackBuffer } from "./track";
import type { AxisKind, Span } from "./viewport";

interface Shown {
  /** Name in the track; "kelvin": the temperature itself. */
  name: string;
  label: string;
}

export interface Panel {
  title: string;
  y: { label: string; from?: number };
  /** From the units of the track to those of the axis. */
  factor: number;
  shown(names: string[]): Shown[];
}

const fixed =
  (...shown: Shown[]) =>
  () =>
    shown;

export const panels: Panel[] = [
  {
    title: "Phase fractions",
    y: { label: "fraction (%)", from: 0 },
    factor: 100,
    shown: (names) => names.filter((name) => name.startsWith("phase_")).map((name) => ({ name, label: name.slice(6) })),
  },
  {
    title: "Neighbours N",
    y: { label: "N" },
    factor: 1,
    shown: fixed({ name: "n1", label: "first shell" }, { name: "n_within_3_2_angstrom", label: "within 3.2 Å" }),
  },
  { title: "Distance R₁", y: { label: "R₁ (Å)" }, factor: 1, shown: fixed({ name: "r1_angstrom", label: "R₁" }) },
  {
    title: "Disorder σ²",
    y: { label: "σ² (10⁻³ Å²)" },
    factor: 1000,
    shown: fixed({ name: "sigma2_1_angstrom2", label: "σ²" }),
  },
  {
    title: "Density",
    y: { label: "ρ (atoms/Å³)" },
    factor: 1,
    shown: fixed({ name: "density_per_angstrom3", label: "ρ" }),
  },
  { title: "Temperature", y: { label: "T (K)" }, factor: 1, shown: fixed({ name: "kelvin", label: "T" }) },
];

export const xLabel: Record<AxisKind, string> = { time: "time (local)", scan: "scan", temperature: "T (K)" };

export function specOf(panel: Panel, names: string[], kind: AxisKind): ChartSpec {
  const shown = panel.shown(names);
  const series: ChartSpec["series"] = [];
  const add = (label: string, colour: string, dash?: number[]) =>
    series.push(
      { label, colour, width: 0 },
      { label: `± ${label}`, colour, band: true },
      { label, colour, width: 1.6, ...(dash ? { dash } : {}) },
    );
  for (const [i, { label }] of shown.entries()) {
    const place = (i % 6) + 1;
    if (kind !== "temperature") add(label, `--time-${place}`);
    else if (shown.length === 1) {
      add("heating", "--time-heating");
      add("cooling", "--time-cooling", [6, 4]);
    } else {
      add(`${label} ↑`, `--time-${place}`);
      add(`${label} ↓`, `--time-${place}-cooling`, [6, 4]);
    }
  }
  const title = kind === "temperature" ? `${panel.title}, ↑ heating, ↓ cooling` : panel.title;
  return { title, x: { label: xLabel[kind], time: kind === "time" }, y: panel.y, series, height: 168 };
}

/** Against time or scan: the entries in the span, and one beyond at either side. */
export function columnsAlong(
  panel: Panel,
  track: TrackBuffer,
  names: string[],
  xs: Float64Array,
  span: Span,
): Column[] {
  const first = Math.max(bisect(xs, track.length, span.from) - 1, 0);
  const last = Math.min(bisect(xs, track.length, span.to) + 1, track.length);
  const gaps: number[] = [];
  const row = { xs, rows: track.row, length: track.length, slack: 0 };
  for (let i = first; i + 1 < last; i++) if (isGap(row, i)) gaps.push(i);
  const data: Column[] = [];
  const add = (values: (number | null | undefined)[], between: (i: number) => number | null) => {
    // From the last on: the places before stay what they are.
    for (const i of gaps.toReversed()) values.splice(i - first + 1, 0, between(i));
    data.push(values);
  };
  add(Array.from(xs.subarray(first, last)), (i) => ((xs[i] as number) + (xs[i + 1] as number)) / 2);
  for (const { name } of panel.shown(names)) {
    const { low, mean, high } = edges(panel, track, name, first, last);
    for (const values of [low, high, mean]) add(bridged(values), () => null);
  }
  return data;
}

/** Against temperature: each branch by itself on one grid. */
export function columnsByBranch(panel: Panel, track: TrackBuffer, names: string[]): Column[] {
  const grid = temperatureGrid(track.kelvin, track.length);
  const signs = branches(track.kelvin, track.length);
  const data: Column[] = [grid];
  for (const { name } of panel.shown(names)) {
    const { low, mean, high } = edges(panel, track, name, 0, track.length);
    for (const isHeating of [true, false]) {
      const chosen = (i: number) => (signs[i] as number) >= 0 === isHeating;
      for (const [values, how] of [
        [low, "least"],
        [high, "greatest"],
        [mean, "mean"],
      ] as const) {
        data.push(onGrid(grid, track.kelvin, values, chosen, track.length, how));
      }
    }
  }
  return data;
}

/** The band is what the scans of an entry span, or their standard error where that is wider. */
function edges(panel: Panel, track: TrackBuffer, name: string, first: number, last: number) {
  const cut = (values: Float32Array) => Array.from(values.subarray(first, last), (value) => value * panel.factor);
  const series = track.get(name);
  if (name === "kelvin" || series === undefined) {
    const none = new Array<number>(last - first).fill(Number.NaN);
    return { low: none, mean: name === "kelvin" ? cut(track.kelvin) : none, high: none };
  }
  const mean = cut(series.mean);
  const sigma = cut(series.sigma);
  const low = cut(series.low).map((value, i) => least(value, (mean[i] as number) - (sigma[i] as number)));
  const high = cut(series.high).map((value, i) => -least(-value, -(mean[i] as number) - (sigma[i] as number)));
  return { low, mean, high };
}

function least(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.min(a, b);
}

/** One or two entries without a number (a rejected scan) do not break the line, more do. */
function bridged(values: number[]): (number | undefined)[] {
  const out: (number | undefined)[] = values;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    let end = i;
    while (end < values.length && Number.isNaN(values[end])) end++;
    if (end - i <= 2) out.fill(undefined, i, end);
    i = end;
  }
  return out;
}
