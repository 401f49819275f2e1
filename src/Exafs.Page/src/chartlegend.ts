// The curves of a chart by their names; each a switch.
import type uPlot from "uplot";
import type { ChartSpec } from "./charts";
import { el } from "./dom";

/** A band goes by the name of its upper edge. */
export function legend(spec: ChartSpec, plot: uPlot): HTMLElement {
  const row = el("div", { class: "chart-legend" });
  for (const [i, one] of spec.series.entries()) {
    if (spec.series[i + 1]?.band) continue;
    const button = el("button", { type: "button", "aria-pressed": "true" });
    const swatch = el("span", { class: one.band ? "swatch swatch-band" : one.dash ? "swatch swatch-dash" : "swatch" });
    swatch.style.setProperty("--swatch", one.colour.startsWith("--") ? `var(${one.colour})` : one.colour);
    button.append(swatch, one.label);
    button.addEventListener("click", () => {
      const show = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(show));
      plot.setSeries(i + 1, { show });
      if (one.band) plot.setSeries(i, { show });
    });
    row.append(button);
  }
  return row;
}
