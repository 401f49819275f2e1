// The numbers one reads from across the hall.
import { el, light, say, show } from "./dom";
import { fixed, NONE, number, uncertainParts } from "./format";
import type { ScanHead, Structure, Uncertain } from "./protocol";

interface Tile {
  root: HTMLElement;
  set(value: string, error: string): void;
}

function tile(name: string, unit: string, hint: string, kind = ""): Tile {
  const value = el("span", { class: "tile-value" }, NONE);
  const error = el("span", { class: "tile-error" }, "\u00a0");
  const root = el(
    "div",
    { class: `tile ${kind}`, title: hint },
    el("span", { class: "tile-name" }, name),
    el("span", { class: "tile-line" }, value, el("span", { class: "tile-unit" }, unit)),
    error,
  );
  return {
    root,
    set(text, more) {
      say(value, text);
      say(error, more === "" ? "\u00a0" : more);
    },
  };
}

const PHASES = 3;

export interface Headline {
  root: HTMLElement;
  /** `result`: the scan whose structure is shown, which may be the one before the one that grows. */
  set(scan: ScanHead, result: ScanHead | null): void;
}

export function headline(): Headline {
  const phases = Array.from({ length: PHASES }, () => {
    const one = tile("phase", "%", "Part of the absorbing atoms in this phase", "tile-big");
    show(one.root, false);
    return one;
  });
  const temperature = tile("T sample", "K", "Temperature of the sample, as the beamline sent it", "tile-big");
  const celsius = el("span", { class: "tile-error" }, "\u00a0");
  temperature.root.lastElementChild?.replaceWith(celsius);
  const n1 = tile("N₁", "", "Neighbours in the first shell", "tile-big");
  const r1 = tile("R₁", "Å", "Distance of the first shell", "tile-big");
  const sigma2 = tile("σ²", "10⁻³ Å²", "Mean square spread of the first shell's distance");
  const density = tile("density", "Å⁻³", "Atoms per volume");
  const within = tile("N to 3.2 Å", "", "Neighbours within 3.2 Å");
  const e0 = tile("E₀", "eV", "Edge energy");
  const step = tile("edge step", "", "Height of the edge in µ");
  const noise = tile("ε_k", "10⁻⁴", "Noise of χ(k)");
  const trust = el("p", { class: "lamp lamp-large" });
  const why = el("p", { class: "trust-why" });
  const consistency = tile("R-factor", "", "How well the found structure gives the measured χ(k) again; small is good");
  light(trust, "off", "no structure yet");

  const set = (one: Tile, value: Uncertain | null | undefined, scale = 1) => {
    const parts = uncertainParts(value ?? [null, null], scale);
    one.set(parts.value, parts.error === "" ? "" : `± ${parts.error}`);
  };

  return {
    root: el(
      "div",
      { class: "headline" },
      el("div", { class: "tiles" }, ...phases.map((one) => one.root), temperature.root, n1.root, r1.root),
      el("div", { class: "tiles" }, ...[sigma2, density, within, consistency, e0, step, noise].map((one) => one.root)),
      el("div", { class: "trust" }, trust, why),
    ),
    set(scan, result) {
      const t = scan.sample_temperature_kelvin;
      temperature.set(fixed(t, 1), "");
      say(celsius, t === null ? "not sent" : `${fixed(t - 273.15, 1)} °C`);
      const reduced = result ?? scan;
      e0.set(
        fixed(reduced.e0_ev, 2),
        reduced.energy_shift_ev === null ? "" : `foil ${signed(reduced.energy_shift_ev)} eV`,
      );
      step.set(fixed(reduced.edge_step, 3), "");
      noise.set(
        number(reduced.epsilon_k === null ? null : reduced.epsilon_k * 1e4, 3),
        reduced.kmax_suggest_per_angstrom === null ? "" : `good to ${fixed(reduced.kmax_suggest_per_angstrom, 1)} Å⁻¹`,
      );

      const structure = result?.structure ?? null;
      for (const [i, one] of phases.entries()) {
        const phase = structure?.phases[i];
        if (phase !== undefined) {
          // A place once taken stays: the row does not jump when a scan gives no structure.
          show(one.root, true);
          say(one.root.firstElementChild as HTMLElement, phase.name);
        }
        set(one, phase?.fraction, 100);
      }
      const first = structure?.shells[0];
      set(n1, first?.n);
      set(r1, first?.distance_angstrom);
      set(sigma2, first?.sigma2_angstrom2, 1e3);
      set(density, structure?.density_per_angstrom3);
      set(within, structure?.within_3_2_angstrom);
      consistency.set(number(structure?.consistency_r_factor, 3), "");
      tellTrust(trust, why, structure, result);
    },
  };
}

const signed = (value: number): string => (value >= 0 ? "+" : "") + fixed(value, 2);

function tellTrust(trust: HTMLElement, why: HTMLElement, structure: Structure | null, result: ScanHead | null): void {
  if (structure === null) {
    light(trust, result?.no_structure || result?.rejected || result?.limit ? "warning" : "off", "no structure");
    say(why, "");
    return;
  }
  const score = structure.ood_score === null ? "" : `distance from training ${number(structure.ood_score, 3)}`;
  const doubts = [...structure.ood_reasons, ...structure.disagreements];
  if (structure.is_out_of_distribution) light(trust, "bad", "unlike the training set: do not trust");
  else if (structure.disagreements.length > 0) light(trust, "warning", "methods disagree");
  else light(trust, "good", "like the training set");
  say(why, [...doubts, score].filter((part) => part !== "").join(" · "));
}
