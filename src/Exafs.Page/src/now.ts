// The present scan: numbers, plots, and what it is compared with.
import { button, el, say, show } from "./dom";
import { times } from "./format";
import { headline } from "./headline";
import type { Model } from "./model";
import { plots } from "./plots";
import type { ScanHead, SpectrumFrame } from "./protocol";
import { follow, type Result } from "./result";
import { defect } from "./words";

export function nowView(container: HTMLElement, model: Model, clear: () => void): void {
  const numbers = headline();
  const drawn = plots();
  const caption = el("p", { class: "scan-line" }, "waiting for the first scan");
  const verdict = el("p", { class: "scan-verdict", role: "status" }, "\u00a0");
  const comparison = el("span", { class: "compared-name" });
  const clearing = button("Clear comparison", { class: "plain" }, clear);
  const comparing = el("p", { class: "compared-line" }, comparison, clearing);
  const none = "Compare: click an event, or a point of the time view.";
  container.append(el("div", { class: "scan-head" }, caption, verdict), numbers.root, comparing, drawn.root);

  let result: Result | null = null;
  let isAsked = false;

  const draw = () => {
    isAsked = false;
    const present = model.get("now");
    if (present === undefined) return;
    const compared = model.get("compared") ?? null;
    numbers.set(present.scan, result?.frame.scan ?? null);
    drawn.draw({ present, result: result?.frame ?? null, compared });
    say(caption, describe(present, result));
    const told = tellVerdict(present.scan);
    say(verdict, told ?? "\u00a0");
    verdict.title = told ?? "";
    verdict.classList.toggle("is-trouble", told !== null);
    say(comparison, compared ? `╌╌ compared: scan ${compared.scan.scan_id}, ${times(compared.scan.time)}` : none);
    show(clearing, compared !== null);
  };
  // Frames come ten times a second; a page that nobody sees draws nothing.
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(draw);
  };
  say(comparison, none);
  show(clearing, false);
  model.on("now", (frame) => {
    result = follow(frame, result);
    ask();
  });
  model.on("compared", ask);
}

function describe({ scan, received_ms, made_ms }: SpectrumFrame, result: Result | null): string {
  const parts = [`run ${scan.run_id}`, `scan ${scan.scan_id}`];
  if (scan.element !== null) parts.push(`${scan.element} ${scan.edge ?? ""}`.trim());
  if (scan.direction !== null) parts.push(scan.direction === "up" ? "↑ up" : "↓ down");
  if (scan.is_growing)
    parts.push(`growing: ${scan.points}${scan.points_planned === null ? "" : ` of ${scan.points_planned}`} points`);
  else parts.push(`${scan.points} points`);
  if (scan.time !== null) parts.push(times(scan.time));
  if (result !== null && result.structureOf !== scan.scan_id) parts.push(`structure of scan ${result.structureOf}`);
  if (received_ms !== null)
    parts.push(`shown ${Math.max(0, Math.round(made_ms - received_ms))} ms after the last byte`);
  return parts.join(" · ");
}

function tellVerdict(scan: ScanHead): string | null {
  if (scan.rejected) return `■ rejected: ${defect(scan.rejected)}`;
  if (scan.limit) return `▲ no χ(R): ${defect(scan.limit)}`;
  if (scan.no_structure && !scan.structure) return `▲ no structure: ${defect(scan.no_structure)}`;
  return null;
}
