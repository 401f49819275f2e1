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
  const words = el("span", {}, "waiting for the first scan");
  const latency = el("span", {});
  const caption = el("p", { class: "scan-line" }, words, latency);
  const verdict = el("p", { class: "scan-verdict", role: "status" }, "\u00a0");
  const comparison = el("span", { class: "compared-name" });
  const clearing = button("Clear comparison", { class: "plain" }, clear);
  const comparing = el("p", { class: "compared-line" }, comparison, clearing);
  const none = "Compare: click an event, or a point of the time view.";
  container.append(el("div", { class: "scan-head" }, caption, verdict), numbers.root, comparing, drawn.root);

  let result: Result | null = null;
  let isAsked = false;
  let arrived = 0;

  const draw = () => {
    isAsked = false;
    const present = model.get("now");
    if (present === undefined) return;
    const compared = model.get("compared") ?? null;
    numbers.set(present.scan, result?.frame.scan ?? null);
    drawn.draw({ present, result: result?.frame ?? null, compared });
    say(words, describe(present, result));
    caption.title = words.textContent ?? "";
    tellLatency(latency, present, arrived);
    const trouble = tellVerdict(present.scan);
    say(verdict, trouble ?? "\u00a0");
    verdict.title = trouble ?? "";
    verdict.classList.toggle("is-trouble", trouble !== null);
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
    arrived = performance.now();
    ask();
  });
  model.on("compared", ask);
}

function describe({ scan }: SpectrumFrame, result: Result | null): string {
  const parts = [`run ${scan.run_id}`, `scan ${scan.scan_id}`];
  if (scan.element !== null) parts.push(`${scan.element} ${scan.edge ?? ""}`.trim());
  if (scan.direction !== null) parts.push(scan.direction === "up" ? "↑ up" : "↓ down");
  if (scan.is_growing)
    parts.push(`growing: ${scan.points}${scan.points_planned === null ? "" : ` of ${scan.points_planned}`} points`);
  else parts.push(`${scan.points} points`);
  if (scan.time !== null) parts.push(times(scan.time));
  if (result !== null && result.structureOf !== scan.scan_id) parts.push(`structure of scan ${result.structureOf}`);
  return parts.join(" · ");
}

/** From the last byte to pixels, ms: what passed at the daemon, and what passed here, each on its own clock; the line between them is left out. */
function tellLatency(place: HTMLElement, { received_ms, made_ms }: SpectrumFrame, arrived: number): void {
  if (received_ms === null) return;
  const atDaemon = made_ms - received_ms;
  // What is called before the next picture is called when this one is on the screen.
  requestAnimationFrame(() => {
    const shown = Math.max(0, Math.round(atDaemon + performance.now() - arrived));
    place.dataset.shown = String(shown);
    say(place, ` · shown ${shown} ms after the last byte`);
  });
}

function tellVerdict(scan: ScanHead): string | null {
  if (scan.rejected) return `■ rejected: ${defect(scan.rejected)}`;
  if (scan.limit) return `▲ no χ(R): ${defect(scan.limit)}`;
  if (scan.no_structure && !scan.structure) return `▲ no structure: ${defect(scan.no_structure)}`;
  return null;
}
