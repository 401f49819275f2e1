// Takes what is on the page away as files.
import { toast } from "./dom";
import { csvOf, type Figure, svgOf } from "./figure";
import { colour } from "./theme";

export { csvOf, svgOf } from "./figure";

export function download(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Names come from the wire: only what every file system takes. */
export const fileName = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9._-]+/g, "_")
    .replace(/^[._]+|_+$/g, "")
    .slice(0, 120) || "chart";

export interface LegendEntry {
  label: string;
  colour: string;
}

/** A canvas with its title (and legend) above, on the paper of the present theme. */
export function pngOf(canvas: HTMLCanvasElement, title: string, legend: LegendEntry[] = []): Promise<Blob> {
  const ratio = window.devicePixelRatio || 1;
  const head = Math.round((legend.length > 0 ? 56 : 34) * ratio);
  const whole = document.createElement("canvas");
  whole.width = canvas.width;
  whole.height = canvas.height + head;
  const context = whole.getContext("2d");
  if (context === null) return Promise.reject(new Error("the browser gives no canvas to draw on"));
  context.fillStyle = colour("--panel");
  context.fillRect(0, 0, whole.width, whole.height);
  context.fillStyle = colour("--ink");
  context.font = `600 ${16 * ratio}px sans-serif`;
  context.fillText(title, 12 * ratio, 22 * ratio, whole.width - 24 * ratio);
  context.font = `${12 * ratio}px sans-serif`;
  let x = 12 * ratio;
  for (const entry of legend) {
    context.fillStyle = entry.colour;
    context.fillRect(x, 40 * ratio, 18 * ratio, 4 * ratio);
    context.fillStyle = colour("--ink");
    context.fillText(entry.label, x + 24 * ratio, 46 * ratio);
    x += 40 * ratio + context.measureText(entry.label).width;
  }
  context.drawImage(canvas, 0, head);
  return new Promise((resolve, reject) =>
    whole.toBlob((blob) => (blob === null ? reject(new Error("no PNG was made")) : resolve(blob)), "image/png"),
  );
}

/** The row of buttons that every plot has. */
export function exportButtons(name: () => string, canvas: () => HTMLCanvasElement, figure: () => Figure): HTMLElement {
  const row = document.createElement("span");
  row.className = "exports";
  const add = (label: string, what: () => Promise<Blob> | Blob) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-label", `${name()}: save as ${label}`);
    button.addEventListener("click", async () => {
      try {
        const blob = await what();
        download(`${name()}_${new Date().toISOString().slice(0, 19)}.${label.toLowerCase()}`, blob);
      } catch (error) {
        toast(`${label} could not be made: ${error instanceof Error ? error.message : error}`, true);
      }
    });
    row.append(button);
  };
  add("PNG", () => {
    const drawn = figure();
    const legend = drawn.series.filter((series, i) => !series.hidden && !drawn.series[i + 1]?.band);
    return pngOf(canvas(), drawn.title, legend);
  });
  add("SVG", () => new Blob([svgOf(figure())], { type: "image/svg+xml" }));
  add("CSV", () => new Blob([csvOf(figure())], { type: "text/csv" }));
  return row;
}
