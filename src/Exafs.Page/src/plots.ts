// The five plots of the present scan.
import { type Chart, chart } from "./charts";
import { type Column, together } from "./columns";
import * as curves from "./curves";
import { button, show } from "./dom";
import type { Span } from "./figure";
import * as specs from "./plotspecs";
import type { SpectrumFrame } from "./protocol";
import { expectedShells } from "./shells";
import { defect } from "./words";

/** `present`: the scan that grows or is finished; `result`: the latest that has a χ(k); `compared`: another one. */
export interface Shown {
  present: SpectrumFrame;
  result: SpectrumFrame | null;
  compared: SpectrumFrame | null;
}

export interface Plots {
  root: HTMLElement;
  draw(shown: Shown): void;
}

export function plots(): Plots {
  const root = document.createElement("div");
  root.className = "plots";
  const mu = chart(specs.MU);
  const norm = chart(specs.NORM);
  const g = chart(specs.G);
  /** Made when the weight is known, which stands in their names and units. */
  let weighted: { weight: number; chi: Chart; chir: Chart } | null = null;
  let wantsShells = true;
  let latest: Shown | null = null;
  const shells = button(
    "Fe shells",
    { class: "toggle", "aria-pressed": "true", "data-shortcut": "s", title: "Expected shells of bcc and fcc iron" },
    () => {
      wantsShells = !wantsShells;
      shells.setAttribute("aria-pressed", String(wantsShells));
      if (latest) drawG(latest);
    },
  );
  g.root.querySelector(".chart-head")?.append(shells);

  // One of two: both would take the place of the others.
  let isNorm = false;
  const swap = [mu, norm].map((one) => {
    const other = button("", { class: "toggle" }, () => {
      isNorm = !isNorm;
      mu.root.hidden = isNorm;
      norm.root.hidden = !isNorm;
      if (latest) drawEnergy(latest);
    });
    other.textContent = one === mu ? "show normalised" : "show µ with lines";
    one.root.querySelector(".chart-head")?.append(other);
    return other;
  });
  for (const one of swap) one.dataset.shortcut = "n";
  norm.root.hidden = true;
  root.append(mu.root, norm.root, g.root);

  function drawEnergy({ present, result, compared }: Shown): void {
    const isHeld = present.scan.is_growing;
    const a = curves.arraysOf(present);
    const other = curves.arraysOf(compared);
    if (isNorm) {
      // A scan that grows is not normalised before it is beyond the edge.
      const own = present.arrays.norm.length > 0 ? a : curves.arraysOf(result);
      norm.set(together(curves.norm(own), curves.norm(other)), isHeld);
    }
    if (!isNorm) mu.set(together(curves.mu(a), pick(curves.mu(other), 0, 3)), isHeld);
    const shown = isNorm ? norm : mu;
    const e0 = present.scan.e0_ev;
    shown.setMarks(e0 === null ? [] : [{ x: e0, label: `E₀ ${e0.toFixed(1)}`, colour: "--ink-soft" }]);
    // A rejected scan that has a curve shows it: what is wrong with it may be seen.
    const { rejected } = present.scan;
    shown.say(rejected && present.arrays.mu.length === 0 ? `rejected: ${defect(rejected)}` : null);
  }

  function ofWeight(weight: number): { chi: Chart; chir: Chart } {
    if (weighted?.weight === weight) return weighted;
    weighted?.chi.destroy();
    weighted?.chir.destroy();
    weighted = { weight, chi: chart(specs.chi(weight)), chir: chart(specs.chir(weight)) };
    g.root.before(weighted.chi.root, weighted.chir.root);
    return weighted;
  }

  function drawChi({ present, result, compared }: Shown): void {
    const weight = present.kweight;
    const { chi, chir } = ofWeight(weight);
    const a = curves.arraysOf(result);
    const other = curves.arraysOf(compared);
    const [low, high] = curves.noise(a.k ?? new Float32Array(0), result?.scan.epsilon_k ?? null, weight);
    const [k = [], own = []] = curves.chi(a, weight);
    chi.set(together([k, low, high, own], curves.chi(other, weight)));
    chi.say(lack(result ?? present, result?.arrays.k.length ?? 0));
    chir.set(together(curves.chir(a), curves.chir(other)));
    chir.say(lack(result ?? present, result?.arrays.chir_mag.length ?? 0));
  }

  function drawG({ present, result, compared }: Shown): void {
    const columns = together(curves.g(curves.arraysOf(result)), pick(curves.g(curves.arraysOf(compared)), 0, 3));
    g.set(columns);
    const rs = result?.arrays.g_r;
    const end = rs?.[rs.length - 1] ?? 6;
    show(shells, present.scan.element === "Fe");
    g.setMarks(wantsShells ? expectedShells(result?.scan.element ?? null, end) : []);
    g.setSpans(trusted(result, rs?.[0] ?? 0, end));
    const head = result?.scan;
    if (head?.no_structure && !head.structure) g.say(`no structure: ${defect(head.no_structure)}`);
    else g.say(lack(result ?? present, result?.arrays.g.length ?? 0));
  }

  return {
    root,
    draw(shown) {
      const before = latest;
      latest = shown;
      root.classList.toggle("is-comparing", shown.compared !== null);
      drawEnergy(shown);
      // While a scan grows, ten frames a second bring nothing new here.
      const isSame = before?.result === shown.result && before.compared === shown.compared;
      if (isSame && before.present.scan.rejected === shown.present.scan.rejected) return;
      drawChi(shown);
      drawG(shown);
    },
  };
}

const pick = (columns: Column[], ...which: number[]): Column[] => which.map((i) => columns[i] ?? []);

/** Why a plot is empty, in words; null: it is not. */
function lack(present: SpectrumFrame, points: number): string | null {
  const { rejected, limit } = present.scan;
  if (points > 0) return null;
  if (rejected) return `rejected: ${defect(rejected)}`;
  return limit ? `not reached: ${defect(limit)}` : "nothing yet";
}

/** What lies beyond the range that the data can tell of. */
function trusted(result: SpectrumFrame | null, first: number, end: number): Span[] {
  const to = result?.scan.structure?.trusted_r_max_angstrom;
  if (to === undefined || to === null) return [];
  const inside = { from: first, to: Math.min(to, end), colour: "--green", label: `trusted to ${to.toFixed(1)} Å` };
  return to < end ? [inside, { from: to, to: end, colour: "--ink-soft", label: "beyond trust" }] : [inside];
}
