// Vertical lines and shaded stretches of a chart, with their names.
import type uPlot from "uplot";
import type { Mark, Span } from "./figure";
import { colour } from "./theme";

export function drawSpans(u: uPlot, spans: Span[]): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const span of spans) {
    const from = u.valToPos(span.from, "x", true);
    const to = u.valToPos(span.to, "x", true);
    ctx.fillStyle = colour(span.colour);
    ctx.globalAlpha = 0.12;
    ctx.fillRect(from, bbox.top, to - from, bbox.height);
    ctx.globalAlpha = 1;
    label(u, span.label, from + 4, bbox.top + bbox.height - 6, colour(span.colour));
  }
  ctx.restore();
}

/** Names that would lie on each other go to rows of their own. */
export function drawMarks(u: uPlot, marks: Mark[]): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio || 1;
  const rows: number[] = [];
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const x = Math.round(u.valToPos(mark.x, "x", true));
    if (!(x >= bbox.left && x <= bbox.left + bbox.width)) continue;
    ctx.strokeStyle = colour(mark.colour);
    ctx.lineWidth = ratio;
    ctx.setLineDash([4 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    const width = ctx.measureText(mark.label).width;
    // At the right edge the name stands on the other side of its line.
    const start = x + width + 6 * ratio > bbox.left + bbox.width ? x - width - 3 * ratio : x + 3 * ratio;
    let row = rows.findIndex((end) => end < start);
    if (row < 0) row = rows.length;
    rows[row] = start + width + 5 * ratio;
    label(u, mark.label, start, bbox.top + (12 + 13 * row) * ratio, colour(mark.colour));
  }
  ctx.restore();
}

function label(u: uPlot, text: string, x: number, y: number, ink: string): void {
  const { ctx } = u;
  ctx.font = `${11 * (devicePixelRatio || 1)}px system-ui, sans-serif`;
  ctx.fillStyle = ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillText(text, x, y);
}
