// What lies over a waterfall's picture: axes, marks, the moments that are selected and pointed at.
import { colour } from "../theme";
import { clean, ticks, timeLabels, timeTicks } from "../ticks";
import type { Scene } from "./scene";

/** The plotting area, CSS pixels. */
export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Pen {
  ink: string;
  edge: string;
  veil: string;
}

/** The map of values is mostly dark, that of differences mostly light. */
const onDark: Pen = { ink: "#fff", edge: "rgba(0,0,0,.75)", veil: "rgba(255,255,255,.3)" };
const onLight: Pen = { ink: "#111", edge: "rgba(255,255,255,.85)", veil: "rgba(0,60,120,.25)" };

export const font = '12px system-ui, "Segoe UI", Roboto, sans-serif';

export function xTicks(scene: Scene, width: number): { x: number; label: string }[] {
  const { from, to } = scene.span;
  // As closely as the charts have them.
  const about = Math.max(2, Math.floor(width / (scene.kind === "time" ? 76 : 50)));
  if (scene.kind === "time") {
    const at =
      to - from < 4
        ? ticks(from, to, about)
            .map(Math.round)
            .filter((x, i, all) => x !== all[i - 1])
        : timeTicks(from, to, about);
    return timeLabels(at).map((label, i) => ({ x: at[i] as number, label }));
  }
  return ticks(from, to, about).map((x) => ({ x, label: String(clean(x)) }));
}

export function drawOver(
  context: CanvasRenderingContext2D,
  scene: Scene,
  area: Area,
  distances: { low: number; high: number; label: string },
): void {
  const { from, to } = scene.span;
  const px = (x: number) => area.left + ((x - from) / (to - from)) * area.width;
  const right = area.left + area.width;
  const pen = scene.baseline === null ? onDark : onLight;
  const bottom = area.top + area.height;
  context.font = font;
  context.lineWidth = 1;
  drawAxes(context, scene, area, distances, px);

  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.width, area.height);
  context.clip();
  const ends: number[] = [];
  for (const mark of [...scene.marks].sort((a, b) => a.x - b.x)) {
    const x = Math.round(px(mark.x)) + 0.5;
    if (x < area.left - 200 || x > right) continue;
    const ink = colour(mark.colour);
    if (mark.label === "") {
      line(context, ink, x, bottom - 7, bottom, []);
      continue;
    }
    line(context, pen.ink, x, area.top, bottom, [4, 3]);
    let row = ends.findIndex((end) => end < x);
    if (row < 0) row = Math.min(ends.length, 4);
    ends[row] = x + context.measureText(mark.label).width + 8;
    words(context, pen, mark.label, x + 4, area.top + 13 + 14 * row);
  }
  const lane = area.height / scene.lanes.length;
  for (const [i, { label }] of scene.lanes.entries()) {
    if (i > 0) line2(context, colour("--panel"), area.left, right, area.top + i * lane);
    if (label !== "")
      words(context, pen, label, right - 6 - context.measureText(label).width, area.top + (i + 1) * lane - 6);
  }
  if (scene.selected !== null) {
    const x = Math.round(px(scene.selected)) + 0.5;
    line(context, pen.edge, x + 1, area.top, bottom, []);
    line(context, pen.ink, x, area.top, bottom, []);
  }
  if (scene.pointed !== null) line(context, pen.ink, Math.round(px(scene.pointed)) + 0.5, area.top, bottom, [2, 2]);
  if (scene.drag) {
    context.fillStyle = pen.veil;
    context.fillRect(px(scene.drag.from), area.top, px(scene.drag.to) - px(scene.drag.from), area.height);
  }
  context.restore();
}

function drawAxes(
  context: CanvasRenderingContext2D,
  scene: Scene,
  area: Area,
  distances: { low: number; high: number; label: string },
  px: (x: number) => number,
): void {
  const bottom = area.top + area.height;
  context.fillStyle = colour("--ink-soft");
  context.strokeStyle = colour("--grid");
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const { x, label } of xTicks(scene, area.width)) {
    const at = Math.round(px(x)) + 0.5;
    line(context, colour("--grid"), at, bottom, bottom + 5, []);
    context.fillText(label, at, bottom + 7);
  }
  context.textBaseline = "middle";
  context.textAlign = "right";
  const lane = area.height / scene.lanes.length;
  for (let i = 0; i < scene.lanes.length; i++) {
    for (const value of ticks(distances.low, distances.high, lane > 120 ? 6 : 3)) {
      const y = area.top + (i + 1) * lane - ((value - distances.low) / (distances.high - distances.low)) * lane;
      line2(context, colour("--grid"), area.left - 5, area.left, Math.round(y) + 0.5);
      // The two lanes' ends lie on each other: the upper one's low end is told by the lower one's high end.
      if (i === 0 || value < distances.high) context.fillText(String(clean(value)), area.left - 8, y);
    }
  }
  context.save();
  context.translate(area.left - 62, area.top + area.height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(distances.label, 0, 0, area.height + 20);
  context.restore();
  context.strokeStyle = colour("--grid");
  context.strokeRect(area.left - 0.5, area.top - 0.5, area.width + 1, area.height + 1);
}

function line(context: CanvasRenderingContext2D, ink: string, x: number, y0: number, y1: number, dash: number[]): void {
  context.strokeStyle = ink;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(x, y0);
  context.lineTo(x, y1);
  context.stroke();
  context.setLineDash([]);
}

function line2(context: CanvasRenderingContext2D, ink: string, x0: number, x1: number, y: number): void {
  context.strokeStyle = ink;
  context.beginPath();
  context.moveTo(x0, y);
  context.lineTo(x1, y);
  context.stroke();
}

/** With an edge: readable on every colour of the map. */
function words(context: CanvasRenderingContext2D, pen: Pen, text: string, x: number, y: number): void {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.lineWidth = 3;
  context.strokeStyle = pen.edge;
  context.strokeText(text, x, y);
  context.fillStyle = pen.ink;
  context.fillText(text, x, y);
  context.lineWidth = 1;
}
