// The state column: the source, the quality gate, the stores, the model, the checks.
import { el, keyed, type Light, light, say } from "./dom";
import { age, bytes, count, duration, NONE, times } from "./format";
import type { Model } from "./model";
import type { StateFrame } from "./protocol";
import type { DaemonClock } from "./strip";
import { reason } from "./words";

export function stateView(model: Model, clock: DaemonClock): HTMLElement[] {
  return [sourceBox(model, clock), gateBox(model), storesBox(model, clock), daemonBox(model, clock)];
}

type Facts = (name: string, value: string, hint?: string) => void;

/** Names and values; rows are made once, and only their text changes. */
function facts(): { root: HTMLElement; set: Facts } {
  const root = el("dl", { class: "facts" });
  const values = new Map<string, HTMLElement>();
  return {
    root,
    set(name, value, hint = "") {
      let at = values.get(name);
      if (at === undefined) {
        at = el("dd", {});
        values.set(name, at);
        root.append(el("dt", hint === "" ? {} : { title: hint }, name), at);
      }
      say(at, value);
    },
  };
}

function sourceBox(model: Model, clock: DaemonClock): HTMLElement {
  const { root, set } = facts();
  const tick = (state: StateFrame) => {
    const { source, scans } = state;
    set("from", source.name);
    set("peers", String(source.peers), "Publishers that are connected");
    set("last message", source.last_message === null ? NONE : `${age(clock.now - source.last_message)} ago`);
    set("messages", `${count(source.messages)} · ${bytes(source.bytes)}`);
    set("defective", count(source.defective), "Messages that could not be read");
    set("missed", `${count(scans.missed)}${scans.missed > 0 ? " never came" : ""}`, "Numbers that were left out");
    set("scans", `${count(scans.received)} of ${count(scans.announced)} announced`);
    set("waiting", count(scans.waiting), "Scans in the queue before analysis");
    set(
      "until stored",
      `p50 ${duration(state.latency.p50)} · p99 ${duration(state.latency.p99)}`,
      "From the last byte of a scan",
    );
  };
  model.on("state", tick);
  setInterval(() => {
    const state = model.get("state");
    if (state !== undefined) tick(state);
  }, 1000);
  return el("section", { class: "box" }, el("h2", {}, "Source"), root);
}

function gateBox(model: Model): HTMLElement {
  const total = el("p", { class: "lamp" });
  const rejected = el("ul", { class: "counts" });
  const troubles = el("ul", { class: "counts" });
  light(total, "off", "nothing analysed yet");
  model.on("state", ({ scans }) => {
    const bad = Object.values(scans.rejected).reduce((sum, one) => sum + one, 0);
    const all = bad + scans.analyzed;
    const part = all === 0 ? 0 : bad / all;
    const words = `${count(scans.analyzed)} analysed, ${count(bad)} rejected`;
    light(total, all === 0 ? "off" : part > 0.2 ? "warning" : "good", words);
    counts(rejected, scans.rejected, bad);
    counts(troubles, scans.troubles, Math.max(1, ...Object.values(scans.troubles)));
  });
  return el(
    "section",
    { class: "box" },
    el("h2", {}, "Quality gate"),
    total,
    el("h3", {}, "Rejected, by reason"),
    rejected,
    el("h3", {}, "Instrument, by cause"),
    troubles,
  );
}

function counts(list: HTMLElement, of: Record<string, number>, most: number): void {
  const sorted = Object.entries(of).sort((a, b) => b[1] - a[1]);
  keyed(list, JSON.stringify(sorted), () =>
    sorted.length === 0
      ? [el("li", { class: "soft" }, "none")]
      : sorted.map(([word, times]) => {
          const bar = el("span", { class: "bar", "aria-hidden": "true" });
          bar.style.width = `${Math.round((100 * times) / Math.max(1, most))}%`;
          return el(
            "li",
            { title: word },
            el("span", {}, reason(word)),
            el("span", { class: "count" }, count(times)),
            bar,
          );
        }),
  );
}

interface Line {
  light: Light;
  name: string;
  told: string;
}

function lamps(list: HTMLElement, lines: Line[]): void {
  // One item a line, in the same order: only texts change from one second to the next.
  while (list.childElementCount > lines.length) list.lastElementChild?.remove();
  while (list.childElementCount < lines.length)
    list.append(el("li", {}, el("p", { class: "lamp" }), el("p", { class: "soft" })));
  for (const [i, line] of lines.entries()) {
    const [lamp, told] = (list.children[i]?.children ?? []) as unknown as [HTMLElement, HTMLElement];
    light(lamp, line.light, line.name);
    say(told, line.told);
  }
}

function storesBox(model: Model, clock: DaemonClock): HTMLElement {
  const list = el("ul", { class: "lamps" });
  model.on("state", (state) => {
    const sinks = state.sinks.map((sink): Line => {
      const dropped = sink.dropped > 0 ? ` · ${count(sink.dropped)} dropped` : "";
      const told = `${count(sink.delivered)} written · ${count(sink.queued)} queued${dropped}`;
      const which = sink.trouble !== null ? "bad" : sink.dropped > 0 ? "warning" : "good";
      return { light: which, name: sink.name, told: sink.trouble === null ? told : `${sink.trouble} · ${told}` };
    });
    const outboxes = state.outboxes.map((box): Line => {
      const waits = `${count(box.waiting)} wait (${bytes(box.waiting_bytes)}${box.oldest === null ? "" : `, oldest ${age(clock.now - box.oldest)}`})`;
      const dead = box.dead > 0 ? ` · ${count(box.dead)} refused for good` : "";
      if (box.trouble === null)
        return {
          light: box.dead > 0 ? "warning" : "good",
          name: box.target,
          told: `${count(box.delivered)} delivered · ${waits}${dead}`,
        };
      const lost = box.dead > 0 ? dead : ", none lost";
      return {
        light: box.needs_help ? "bad" : "warning",
        name: `${box.target}: ${box.needs_help ? "needs help" : "away"}`,
        told: `${waits}${lost} · ${box.trouble}`,
      };
    });
    lamps(list, [...sinks, ...outboxes]);
  });
  return el("section", { class: "box" }, el("h2", {}, "Stores and outboxes"), list);
}

function daemonBox(model: Model, clock: DaemonClock): HTMLElement {
  const { root, set } = facts();
  const checks = el("ul", { class: "lamps" });
  model.on("state", (state) => {
    set("beamline", state.beamline ?? NONE);
    set(
      "model",
      state.model === null ? "no structures asked for" : `${state.model.pack} (${state.model.sha256.slice(0, 12)})`,
    );
    set("calibration", state.model?.calibration ?? NONE);
    set("version", state.version);
    set("up", `${age(clock.now - state.started)}, since ${times(state.started)}`);
    lamps(
      checks,
      state.checks.map((check) => ({
        light: check.trouble === null ? "good" : "bad",
        name: check.name,
        told: check.trouble ?? check.detail ?? "",
      })),
    );
  });
  return el("section", { class: "box" }, el("h2", {}, "Model and daemon"), root, el("h3", {}, "Checks"), checks);
}
