// Alerts: what fires, what has fired, and what an operator says to it.
import * as addresses from "./addresses";
import { button, el, keyed, light, say } from "./dom";
import { times } from "./format";
import type { Model } from "./model";
import { post } from "./post";
import type { AlertTold } from "./protocol";

const MINUTES = [10, 30, 60, 240, 720];

export function alertsView(model: Model): HTMLElement {
  const summary = el("p", { class: "lamp" });
  const firing = el("ul", { class: "alerts", "aria-live": "polite" });
  const past = el("ul", { class: "alerts alerts-past" });
  const pastTitle = el("summary", {}, "Past alerts");
  light(summary, "off", "not known yet");
  model.on("state", ({ alerts }) => {
    const now = alerts.filter((alert) => alert.ends_at === null);
    const gone = alerts.filter((alert) => alert.ends_at !== null).sort((a, b) => (b.ends_at ?? 0) - (a.ends_at ?? 0));
    const loud = now.filter((alert) => !alert.is_silenced && !alert.is_acknowledged);
    if (loud.length > 0) light(summary, isSevere(loud) ? "bad" : "warning", `${loud.length} firing`);
    else if (now.length > 0) light(summary, "warning", `${now.length} firing, seen or silenced`);
    else light(summary, "good", "none firing");
    keyed(firing, JSON.stringify(now), () => now.map((alert) => firingItem(model, alert)));
    keyed(past, JSON.stringify(gone), () => gone.slice(0, 30).map(pastItem));
    say(pastTitle, `Past alerts (${gone.length})`);
  });
  return el("section", { class: "box" }, el("h2", {}, "Alerts"), summary, firing, el("details", {}, pastTitle, past));
}

export const isSevere = (alerts: AlertTold[]): boolean =>
  alerts.some((alert) => /crit|page|error/i.test(alert.severity));

function firingItem(model: Model, alert: AlertTold): HTMLElement {
  const head = el("p", { class: "lamp" });
  light(head, isSevere([alert]) ? "bad" : "warning", `${alert.severity}: ${alert.name}`);
  const acknowledge = alert.is_acknowledged
    ? el("span", { class: "soft" }, "✓ acknowledged")
    : button("Acknowledge", {}, () => void post(model, addresses.acknowledge, { fingerprint: alert.fingerprint }));
  const minutes = el(
    "select",
    { "aria-label": "minutes of silence" },
    ...MINUTES.map((m) => el("option", { value: String(m) }, m < 60 ? `${m} min` : `${m / 60} h`)),
  );
  const silence = alert.is_silenced
    ? el("span", { class: "soft" }, "silenced")
    : el(
        "span",
        { class: "silence" },
        button("Silence", {}, () => {
          const matchers = Object.entries(alert.labels).map(([label, value]) => `${label}=${value}`);
          if (matchers.length === 0) matchers.push(`alertname=${alert.name}`);
          void post(model, addresses.silence, {
            matchers,
            minutes: Number(minutes.value),
            comment: "from the live page",
          });
        }),
        minutes,
      );
  return el(
    "li",
    {},
    head,
    el("p", {}, alert.summary),
    alert.description === "" ? null : el("p", { class: "soft" }, alert.description),
    el("p", { class: "soft" }, `since ${times(alert.starts_at)}`),
    el("p", { class: "alert-buttons" }, acknowledge, silence),
  );
}

function pastItem(alert: AlertTold): HTMLElement {
  return el(
    "li",
    {},
    el("p", {}, `○ ${alert.name}: ${alert.summary}`),
    el("p", { class: "soft" }, `${times(alert.starts_at)} to ${times(alert.ends_at)}`),
  );
}
