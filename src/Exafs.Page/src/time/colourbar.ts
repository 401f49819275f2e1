// What the colours of a waterfall stand for.
import { colour } from "../theme";
import { clean, ticks } from "../ticks";
import { font } from "./axes";
import type { ColourMap } from "./colours";

export const barSize = { width: 210, height: 30 };
/** As many as leave no colour out between the anchors of a map. */
const stops = 120;

/** Draws the bar with its top left at 0, 0. */
export function drawColourBar(
  context: CanvasRenderingContext2D,
  map: ColourMap,
  low: number,
  high: number,
  unit: string,
): void {
  const { width } = barSize;
  const left = 14;
  const right = width - 14;
  context.clearRect(0, 0, width, barSize.height);
  const shades = context.createLinearGradient(left, 0, right, 0);
  for (let i = 0; i <= stops; i++) shades.addColorStop(i / stops, map.css(Math.round((255 * i) / stops)));
  context.fillStyle = shades;
  context.fillRect(left, 0, right - left, 11);
  context.font = font;
  context.fillStyle = colour("--ink-soft");
  context.textAlign = "center";
  context.textBaseline = "top";
  const at = ticks(low, high, 3);
  for (const value of at) {
    const x = left + ((value - low) / (high - low)) * (right - left);
    context.fillRect(x - 0.5, 11, 1, 4);
    context.fillText(String(clean(value)).replace("-", "−"), x, 16);
  }
  context.canvas.setAttribute("aria-label", `Colours from ${low} to ${high} ${unit}`);
}
