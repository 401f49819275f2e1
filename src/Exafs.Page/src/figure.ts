// A chart as data: enough to draw it anew as SVG, or to write it as a table.
import { clean, ticks, timeLabels, timeTicks } from "./ticks";

export interface Mark {
  x: number;
  label: string;
  colour: string;
}

export interface Span {
  from: number;
  to: number;
  colour: string;
  label: string;
}

export interface FigureSeries {
  label: string;
  colour: string;
  width?: number;
  dash?: number[];
  /** Upper edge of a band; the series before it is the lower edge. */
  band?: boolean;
  hidden?: boolean;
}

export interface Figure {
  title: string;
  x: { label: string; time?: boolean; min: number; max: number };
  y: { label: string; min: number; max: number };
  series: FigureSeries[];
  /** x, then one array a series; null and undefined: no number (undefined does not break a line). */
  data: ArrayLike<number | null | undefined>[];
  marks: Mark[];
  spans: Span[];
  width: number;
  height: number;
  ink: string;
  grid: string;
  paper: string;
}

const escaped = (text: string) =>
  text
    // Control characters have no place in XML 1.0, escaped or not.
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, "\uFFFD")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");

const n = (value: number) => String(Math.round(value * 100) / 100);

/** Vector drawing of a figure: a document of its own. */
export function svgOf(figure: Figure): string {
  const { x, y, width, height, ink, grid } = figure;
  const left = 74;
  const top = 56;
  const right = width - 16;
  const bottom = height - 52;
  const px = (value: number) => left + ((value - x.min) / (x.max - x.min || 1)) * (right - left);
  const py = (value: number) => bottom - ((value - y.min) / (y.max - y.min || 1)) * (bottom - top);
  const text = (at: [number, number], what: string, more = "") =>
    `<text x="${n(at[0])}" y="${n(at[1])}" ${more}>${escaped(what)}</text>`;
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" fill="${escaped(ink)}">`,
    `<rect width="100%" height="100%" fill="${escaped(figure.paper)}"/>`,
    `<clipPath id="area"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/></clipPath>`,
    text([left, 20], figure.title, 'font-size="16" font-weight="bold"'),
  ];

  const atX = x.time ? timeTicks(x.min, x.max, 8) : ticks(x.min, x.max, 8);
  const atY = ticks(y.min, y.max, 6);
  const names = x.time ? timeLabels(atX) : atX.map(String);
  for (const [i, at] of atX.entries()) {
    out.push(`<path d="M${n(px(at))} ${top}V${bottom + 5}" stroke="${escaped(grid)}"/>`);
    out.push(text([px(at), bottom + 19], names[i] ?? "", 'text-anchor="middle"'));
  }
  for (const at of atY) {
    out.push(`<path d="M${left - 5} ${n(py(at))}H${right}" stroke="${escaped(grid)}"/>`);
    out.push(text([left - 9, py(at) + 4], String(clean(at)), 'text-anchor="end"'));
  }
  out.push(text([(left + right) / 2, height - 12], x.label, 'text-anchor="middle"'));
  const middle = (top + bottom) / 2;
  out.push(text([18, middle], y.label, `text-anchor="middle" transform="rotate(-90 18 ${n(middle)})"`));

  out.push('<g clip-path="url(#area)">');
  for (const span of figure.spans)
    out.push(
      `<rect x="${n(px(span.from))}" y="${top}" width="${n(Math.max(0, px(span.to) - px(span.from)))}" height="${bottom - top}" fill="${escaped(span.colour)}" fill-opacity="0.12"/>`,
    );
  const xs = figure.data[0] ?? [];
  for (const [i, series] of figure.series.entries()) {
    if (series.hidden || figure.series[i + 1]?.band) continue;
    const ys = figure.data[i + 1] ?? [];
    if (series.band) {
      const d = bandPath(xs, figure.data[i] ?? [], ys, px, py);
      if (d !== "") out.push(`<path d="${d}" fill="${escaped(series.colour)}" fill-opacity="0.25"/>`);
    } else {
      const dash = series.dash ? ` stroke-dasharray="${series.dash.join(" ")}"` : "";
      const d = linePath(xs, ys, px, py);
      if (d !== "")
        out.push(
          `<path d="${d}" fill="none" stroke="${escaped(series.colour)}" stroke-width="${series.width ?? 1.5}" stroke-linejoin="round"${dash}/>`,
        );
    }
  }
  const rows: number[] = [];
  for (const mark of [...figure.marks].sort((a, b) => a.x - b.x)) {
    const at = px(mark.x);
    if (at < left || at > right) continue;
    const wide = 6.2 * mark.label.length;
    const start = at + wide + 6 > right ? at - wide - 3 : at + 3;
    const free = rows.findIndex((end) => end < start);
    const row = free < 0 ? rows.length : free;
    rows[row] = start + wide + 4;
    out.push(`<path d="M${n(at)} ${top}V${bottom}" stroke="${escaped(mark.colour)}" stroke-dasharray="4 3"/>`);
    out.push(text([start, top + 12 + 13 * row], mark.label, `font-size="11" fill="${escaped(mark.colour)}"`));
  }
  for (const span of figure.spans) {
    const at = Math.max(left, px(span.from)) + 4;
    out.push(text([at, bottom - 6], span.label, `font-size="11" fill="${escaped(span.colour)}"`));
  }
  out.push("</g>", `<path d="M${left} ${top}V${bottom}H${right}" fill="none" stroke="${escaped(ink)}"/>`);

  let at = left;
  for (const [i, series] of figure.series.entries()) {
    if (series.hidden || figure.series[i + 1]?.band) continue;
    const dash = series.dash && !series.band ? ` stroke-dasharray="${series.dash.join(" ")}"` : "";
    const look = series.band ? `stroke-width="9" stroke-opacity="0.25"` : `stroke-width="2"${dash}`;
    out.push(`<path d="M${n(at)} 40h20" stroke="${escaped(series.colour)}" ${look}/>`);
    out.push(text([at + 26, 44], series.label, 'font-size="12"'));
    at += 44 + 7 * series.label.length;
  }
  out.push("</svg>");
  return out.join("\n");
}

type Values = ArrayLike<number | null | undefined>;
type Place = (value: number) => number;

function linePath(xs: Values, ys: Values, px: Place, py: Place): string {
  let d = "";
  let isDown = false;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const y = ys[i];
    if (y === undefined) continue;
    if (y === null || x === null || x === undefined || Number.isNaN(y)) {
      isDown = false;
      continue;
    }
    d += `${isDown ? "L" : "M"}${n(px(x))} ${n(py(y))}`;
    isDown = true;
  }
  return d;
}

function bandPath(xs: Values, low: Values, high: Values, px: Place, py: Place): string {
  let d = "";
  let there: string[] = [];
  let back: string[] = [];
  const close = () => {
    if (there.length > 1) d += `M${there.join("L")}L${back.reverse().join("L")}Z`;
    there = [];
    back = [];
  };
  for (let i = 0; i < xs.length; i++) {
    const [x, a, b] = [xs[i], low[i], high[i]];
    if (a === undefined && b === undefined) continue;
    if (x == null || a == null || b == null) close();
    else {
      there.push(`${n(px(x))} ${n(py(b))}`);
      back.push(`${n(px(x))} ${n(py(a))}`);
    }
  }
  close();
  return d;
}

/** A table (RFC 4180) of a figure: x, then the series, names with units. */
export function csvOf(figure: Figure): string {
  const unit = /\(([^()]*)\)\s*$/.exec(figure.y.label)?.[0] ?? "";
  const name = (series: FigureSeries, i: number) => {
    if (series.band) return `${series.label} (upper)`;
    return figure.series[i + 1]?.band ? `${figure.series[i + 1]?.label ?? series.label} (lower)` : series.label;
  };
  const first = figure.x.time ? [`${figure.x.label} s since 1970 UTC`, "time UTC"] : [figure.x.label];
  const head = [...first, ...figure.series.map((series, i) => `${name(series, i)} ${unit}`.trim())];
  const lines = [head.map(cell).join(",")];
  const xs = figure.data[0] ?? [];
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const row = [x == null ? "" : String(figure.x.time ? x : single(x))];
    if (figure.x.time) row.push(x == null ? "" : new Date(x * 1000).toISOString());
    for (let s = 0; s < figure.series.length; s++) {
      const value = figure.data[s + 1]?.[i];
      row.push(value == null || Number.isNaN(value) ? "" : String(single(value)));
    }
    lines.push(row.join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** What comes as float32 has no digits beyond these. */
const single = (value: number): number => Number(value.toPrecision(8));

/** A spreadsheet takes a cell that begins with one of = + - @ as a formula; names come from the wire. */
function cell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
