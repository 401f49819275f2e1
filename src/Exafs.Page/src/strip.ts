// The strip on top: beam, line, alerts, rate. What one must see from the door.
import { isSevere } from "./alerts";
import { el, type Light, light, say } from "./dom";
import { age, fixed, localTime, utcTime } from "./format";
import type { Model } from "./model";
import type { StateFrame } from "./protocol";
import { reason } from "./words";

const BEAM: Record<StateFrame["beam"]["state"], { light: Light; word: string }> = {
  good: { light: "good", word: "beam good" },
  bad: { light: "bad", word: "BEAM BAD" },
  silent: { light: "warning", word: "no scans" },
  unknown: { light: "off", word: "beam not known" },
};

/** s by which the daemon's clock stands; counts on while the line is lost. */
export class DaemonClock {
  private told = Date.now() / 1000;
  private heard = performance.now();

  constructor(model: Model) {
    model.on("state", (state) => {
      this.told = state.now;
      this.heard = performance.now();
    });
  }

  get now(): number {
    return this.told + (performance.now() - this.heard) / 1000;
  }
}

export function strip(model: Model, clock: DaemonClock): HTMLElement {
  const beam = el("p", { class: "lamp lamp-beam", role: "status" });
  const why = el("p", { class: "strip-why" }, "\u00a0");
  const line = el("p", { class: "lamp", role: "status" });
  const alerts = el("p", { class: "lamp" });
  const rate = el("p", { class: "strip-rate" }, "–");
  const last = el("p", { class: "soft" }, "\u00a0");
  const local = el("p", { class: "strip-clock" });
  const utc = el("p", { class: "soft" });
  light(beam, "off", "beam not known");
  light(line, "off", "connecting");
  light(alerts, "off", "alerts not known");

  const tellBeam = () => {
    const told = model.get("state")?.beam;
    if (told === undefined) return;
    const { light: which, word } = BEAM[told.state] ?? BEAM.unknown;
    // A green lamp that nobody feeds would lie.
    if (model.get("line") === "open") light(beam, which, word);
    else light(beam, "off", `was: ${word}`);
    say(why, beamReason(told.reason));
    why.title = why.textContent ?? "";
  };
  model.on("line", (now) => {
    document.body.dataset.line = now;
    if (now === "open") light(line, "good", "live");
    else if (now === "lost") light(line, "bad", "connection lost, retrying");
    else light(line, "off", "connecting");
    tellBeam();
    title(model);
  });
  model.on("state", (state) => {
    tellBeam();
    const loud = state.alerts.filter((one) => one.ends_at === null && !one.is_silenced && !one.is_acknowledged);
    if (loud.length === 0) light(alerts, "good", "no alert");
    else
      light(
        alerts,
        isSevere(loud) ? "bad" : "warning",
        loud.length === 1 ? (loud[0]?.name ?? "1 alert") : `${loud.length} alerts`,
      );
    say(rate, `${fixed(state.scans.per_second, state.scans.per_second < 10 ? 2 : 1)} scans/s`);
    title(model);
  });
  const tick = () => {
    const now = Date.now() / 1000;
    say(local, localTime(now));
    say(utc, `${utcTime(now)} UTC`);
    const heard = model.get("state")?.source.last_message;
    say(last, heard == null ? "no message yet" : `last message ${age(clock.now - heard)} ago`);
  };
  setInterval(tick, 1000);
  tick();

  return el(
    "div",
    { class: "strip" },
    el("div", { class: "strip-beam" }, beam, why),
    el("div", {}, line, alerts),
    el("div", {}, rate, last),
    el("div", {}, local, utc),
  );
}

/** The daemon's words begin with a stable one where a scan is to blame. */
function beamReason(told: string | null): string {
  const [, word, rest] = /^([a-z0-9_]+): (.*)$/.exec(told ?? "") ?? [];
  return word === undefined ? (told ?? "\u00a0") : `${reason(word)}: ${rest}`;
}

/** The tab says it too. */
function title(model: Model): void {
  const state = model.get("state");
  const line = model.get("line");
  const word =
    line === "lost"
      ? "■ connection lost"
      : state === undefined
        ? "connecting"
        : `${state.beam.state === "good" ? "●" : "▲"} ${(BEAM[state.beam.state] ?? BEAM.unknown).word}`;
  const next = `${word} · Exafs.Stream`;
  if (document.title !== next) document.title = next;
}
