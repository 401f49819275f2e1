// What happened in the run: transitions above all, then what the instrument did, and notes.
import { button, type Child, el, keyed, say, toast } from "./dom";
import { localTime, number, times, uncertain } from "./format";
import type { Model } from "./model";
import type { RunEvent } from "./protocol";
import { EVENT_KINDS, isStructural, reason } from "./words";

/** As many of the latest as a list shows. */
const MOST = 200;

export function eventsView(model: Model, select: (row: number | null) => void): HTMLElement {
  const transitions = el("ul", { class: "events events-structural" });
  const others = el("ul", { class: "events" });
  const othersTitle = el("h3", {}, "Instrument and notes");
  let known = 0;
  let shownSince = 0;
  model.on("run", () => {
    known = 0;
    shownSince = performance.now();
  });
  model.on("events", (frame) => {
    const structural = frame.events.filter(isStructural);
    // What comes at first is history.
    if (performance.now() - shownSince > 5000)
      for (const event of structural.slice(known)) toast(`${EVENT_KINDS[event.kind].shape} ${head(event)}`);
    known = structural.length;
    fill(transitions, structural, select, "no transition found yet");
    const rest = frame.events.filter((event) => !isStructural(event));
    fill(others, rest, select, "nothing");
    say(othersTitle, `Instrument and notes (${rest.length})`);
  });
  return el("section", { class: "box" }, el("h2", {}, "Transitions"), transitions, othersTitle, others);
}

/** What the log of the daemon says. */
export function logView(model: Model): HTMLElement {
  const lines = el("ol", { class: "log", tabindex: "0", "aria-label": "Log" });
  model.on("state", ({ log }) => {
    const last = log[log.length - 1];
    keyed(lines, `${log.length} ${last?.time} ${last?.text}`, () =>
      [...log]
        .reverse()
        .slice(0, 100)
        .map((line) =>
          el(
            "li",
            { class: line.is_warning ? "is-trouble" : "", title: times(line.time) },
            `${line.is_warning ? "▲" : "·"} ${localTime(line.time)} ${line.text}`,
          ),
        ),
    );
  });
  return el("section", { class: "box" }, el("h2", {}, "Log"), lines);
}

/** The last transition, in one line that is always there. */
export function latestView(model: Model, select: (row: number | null) => void): HTMLElement {
  let row: number | null = null;
  const line = button("no transition found yet", { class: "latest" }, () => row !== null && select(row));
  line.disabled = true;
  model.on("events", ({ events }) => {
    const last = events.filter(isStructural).at(-1);
    row = last?.row ?? null;
    line.disabled = row === null;
    say(line, last ? `${EVENT_KINDS[last.kind].shape} ${head(last)} · ${times(last.time)}` : "no transition found yet");
    line.title = last?.detail ?? "";
  });
  return line;
}

function fill(list: HTMLElement, events: RunEvent[], select: (row: number | null) => void, none: string): void {
  const shown = events.slice(-MOST).reverse();
  keyed(list, `${events.length} ${JSON.stringify(shown)}`, () =>
    shown.length === 0 ? [el("li", { class: "soft" }, none)] : shown.map((event) => item(event, select)),
  );
}

function head(event: RunEvent): string {
  const kind = EVENT_KINDS[event.kind];
  const what = event.kind === "instrument" ? reason(event.cause) : event.kind === "note" ? "" : reason(event.cause);
  const words = event.kind === "instrument" ? what : what === "" ? kind.word : `${kind.word}: ${what}`;
  const t = event.temperature_kelvin;
  const at = t === null || t[0] === null ? "" : ` at ${uncertain(t)} K`;
  const branch = event.branch === null || event.branch === "constant" ? "" : `, ${event.branch}`;
  return `${words}${at}${branch}`;
}

function item(event: RunEvent, select: (row: number | null) => void): Child {
  const kind = EVENT_KINDS[event.kind];
  const shape = el("span", { class: `shape shape-${event.kind}`, "aria-hidden": "true" }, kind.shape);
  const text = el(
    "span",
    {},
    el("strong", {}, head(event)),
    el(
      "span",
      { class: "soft" },
      [
        times(event.time),
        event.confidence === null ? "" : `confidence ${number(event.confidence * 100, 3)} %`,
        event.detail,
      ]
        .filter((part) => part !== "")
        .join(" · "),
    ),
  );
  const { row } = event;
  if (row === null) return el("li", { class: "event" }, shape, text);
  const opener = button("", { class: "event", title: "Compare this scan with the present one" }, () => select(row));
  opener.replaceChildren(shape, text);
  return el("li", {}, opener);
}
