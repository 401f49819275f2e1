// Takes a waterfall away as PNG, as SVG with the picture in it, or as a table.
import { button, el } from "../dom";
import { download, pngOf } from "../exports";
import { colour } from "../theme";
import { clean, ticks } from "../ticks";
import { xTicks } from "./axes";
import { visible } from "./picture";
import type { Waterfall } from "./waterfall";

export function saveButtons(of: Waterfall): HTMLElement {
  const name = (type: string) => `${of.spec.title}_${new Date().toISOString().slice(0, 19)}.${type}`;
  const add = (label: string, what: () => Blob | Promise<Blob>) =>
    button(label, { "aria-label": `${of.spec.title}: save as ${label}` }, async () => {
      if (of.scene) download(name(label.toLowerCase()), await what());
    });
  return el(
    "span",
    { class: "exports" },
    add("PNG", () => pngOf(of.flat(), titleOf(of))),
    add("SVG", () => new Blob([svg(of)], { type: "image/svg+xml" })),
    add("CSV", () => new Blob([csv(of)], { type: "text/csv" })),
  );
}

const titleOf = ({ spec, scene }: Waterfall) =>
  `${spec.title}: ${spec.quantity} (${spec.unit})${scene?.baseline ? `, less scan ${scene.baseline.row}` : ""}`;

function svg(of: Waterfall): string {
  const { scene, picture } = of;
  if (!scene) return "";
  const { width, height, area } = of.size;
  const head = 30;
  const ink = colour("--ink");
  const pen = scene.baseline ? "#111" : "#fff";
  const px = (x: number) => area.left + ((x - scene.span.from) / (scene.span.to - scene.span.from)) * area.width;
  const text = (x: number, y: number, what: string, more = "") =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(what)}</text>`;
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + head}" viewBox="0 ${-head} ${width} ${height + head}" font-family="sans-serif" font-size="12" fill="${ink}">`,
    `<rect y="${-head}" width="100%" height="${height + head}" fill="${colour("--panel")}"/>`,
    text(
      area.left,
      -10,
      `${titleOf(of)}, colours ${picture.scale.low} to ${picture.scale.high}`,
      'font-size="15" font-weight="bold"',
    ),
    `<image x="${area.left}" y="${area.top}" width="${area.width}" height="${area.height}" preserveAspectRatio="none" href="${picture.canvas.toDataURL("image/png")}"/>`,
    `<rect x="${area.left}" y="${area.top}" width="${area.width}" height="${area.height}" fill="none" stroke="${ink}"/>`,
  ];
  for (const { x, label } of xTicks(scene, area.width))
    out.push(text(px(x), area.top + area.height + 17, label, 'text-anchor="middle"'));
  const [low, high] = [picture.low(scene), picture.high(scene)];
  const tall = area.height / scene.lanes.length;
  for (const [i, lane] of scene.lanes.entries()) {
    for (const value of ticks(low, high, 4)) {
      const y = area.top + (i + 1) * tall - ((value - low) / (high - low)) * tall;
      out.push(text(area.left - 7, y + 4, String(clean(value)), 'text-anchor="end"'));
    }
    if (lane.label !== "")
      out.push(
        text(area.left + area.width - 6, area.top + (i + 1) * tall - 6, lane.label, `text-anchor="end" fill="${pen}"`),
      );
  }
  const middle = area.top + area.height / 2;
  out.push(text(18, middle, of.spec.distance, `text-anchor="middle" transform="rotate(-90 18 ${middle})"`));
  for (const mark of scene.marks) {
    const x = px(mark.x);
    if (mark.label === "" || x < area.left || x > area.left + area.width) continue;
    out.push(
      `<path d="M${x.toFixed(1)} ${area.top}v${area.height}" stroke="${pen}" stroke-dasharray="4 3"/>`,
      text(x + 3, area.top + 12, mark.label, `fill="${pen}"`),
    );
  }
  return `${out.join("\n")}\n</svg>\n`;
}

/** One line a scan that is looked at; one column a distance. */
function csv(of: Waterfall): string {
  const { scene, spec } = of;
  if (!scene) return "";
  const { columns, baseline } = scene;
  const axis = columns.axes[spec.name];
  const cell = (value: number) => (Number.isNaN(value) ? "" : String(Number(value.toPrecision(7))));
  const distances = Array.from(
    { length: axis.count },
    (_, i) => `${spec.quantity} (${spec.unit}) at ${clean(Number((axis.first + i * axis.step).toPrecision(7)))} Å`,
  );
  const lines = [["scan", "time UTC", "temperature (K)", ...distances].join(",")];
  for (const at of visible(scene).sort((a, b) => a - b)) {
    const time = columns.time[at] as number;
    const values = Array.from(columns.column(spec.name, at), (value, i) =>
      cell(value - (baseline?.[spec.name][i] ?? 0)),
    );
    lines.push(
      [
        String(columns.row[at]),
        Number.isNaN(time) ? "" : new Date(time * 1000).toISOString(),
        cell(columns.kelvin[at] as number),
        ...values,
      ].join(","),
    );
  }
  return `${lines.join("\r\n")}\r\n`;
}

const escaped = (text: string) =>
  text
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, "\uFFFD")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
