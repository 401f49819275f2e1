// Line plots: uPlot, with ranges that keep still, bands, marks, and files to take away.
import uPlot from "uplot";
import { legend } from "./chartlegend";
import { drawMarks, drawSpans } from "./chartmarks";
import { aligned, type Column } from "./columns";
import { exportButtons } from "./exports";
import type { Figure, Mark, Span } from "./figure";
import { colour } from "./theme";
import { StickyRange, timeLabels } from "./ticks";

export interface ChartSpec {
  title: string;
  /** `time`: s since 1970 UTC (in a number[]; float32 is too coarse for it). */
  x: { label: string; time?: boolean };
  /** `from`: the low end of the axis, where it is fixed. */
  y: { label: string; from?: number };
  /** colour: CSS colour or custom property ("--blue"). */
  series: { label: string; colour: string; width?: number; dash?: number[]; band?: boolean }[];
  height: number;
  sync?: string;
}

export type { Column } from "./columns";

export interface Chart {
  root: HTMLElement;
  /** x, then one array a series. NaN and null: a gap. undefined: no point, and no gap. `hold`: the axes do not shrink. */
  set(data: Column[], hold?: boolean): void;
  plot: uPlot;
  title: string;
  setMarks(marks: Mark[]): void;
  setSpans(spans: Span[]): void;
  /** Words in place of curves, e.g. why there are none; null: curves. */
  say(text: string | null): void;
  /** A part of the x axis; null: all. The user does it by dragging and double click. */
  zoomTo(range: { min: number; max: number } | null): void;
  destroy(): void;
}

export function chart(spec: ChartSpec): Chart {
  const root = element("section", "chart");
  root.setAttribute("aria-label", spec.title);
  const head = element("header", "chart-head");
  const title = element("h3");
  title.textContent = spec.title;
  const readout = element("output", "readout");
  const words = element("p", "chart-words");
  words.hidden = true;
  const unzoom = element("button");
  unzoom.type = "button";
  unzoom.textContent = "All";
  unzoom.setAttribute("aria-label", `${spec.title}: end the zoom`);
  unzoom.hidden = true;
  unzoom.addEventListener("click", () => zoomTo(null));
  const body = element("div", "chart-body");
  body.style.height = `${spec.height}px`;

  let data: uPlot.AlignedData = [[], ...spec.series.map(() => [])];
  let marks: Mark[] = [];
  let spans: Span[] = [];
  let zoom: { min: number; max: number } | null = null;
  let whole = { min: 0, max: 1 };
  let isHeld = false;
  const xRange = new StickyRange(20, 0);
  const yRange = new StickyRange(8, 0.02);

  const text = () => colour("--ink-soft");
  const axis = {
    stroke: text,
    grid: { stroke: () => colour("--grid"), width: 1 },
    ticks: { stroke: () => colour("--grid"), size: 5 },
    font: FONT,
    labelFont: FONT,
    labelSize: LABEL,
  };
  /** Of a chart that had no data yet: there is nothing to draw, and its canvas waits. */
  let begin: (() => void) | null = null;
  const plot = new uPlot(
    {
      width: 320,
      height: spec.height,
      padding: [10, GUTTER.right, 0, 0],
      legend: { show: false },
      cursor: {
        ...(spec.sync === undefined ? {} : { sync: { key: spec.sync, scales: ["x", null] } }),
        points: { size: 6 },
        drag: { x: true, y: false, dist: 6 },
      },
      scales: {
        x: { time: false },
        y: {
          range: (_, min, max) =>
            min === null || max === null ? yRange.last : yRange.next(min, max, isHeld, spec.y.from),
        },
      },
      axes: [
        {
          ...axis,
          size: 36,
          label: spec.x.label,
          space: spec.x.time ? 76 : 50,
          ...(spec.x.time ? { incrs: TIME_INCREMENTS } : {}),
          values: (_, at) => (spec.x.time ? timeLabels(at) : at.map(tick)),
        },
        { ...axis, size: GUTTER.left - LABEL, label: spec.y.label, values: (_, at) => at.map(tick) },
      ],
      series: [{}, ...spec.series.map((one, i) => line(one, spec.series[i + 1]?.band === true))],
      bands: spec.series.flatMap((one, i): uPlot.Band[] =>
        one.band ? [{ series: [i + 1, i], fill: () => translucent(colour(one.colour)) }] : [],
      ),
      hooks: {
        drawClear: [(u) => drawSpans(u, spans)],
        draw: [(u) => drawMarks(u, marks)],
        setScale: [(u, key) => key === "x" && followZoom(u)],
        setCursor: [tellCursor],
        setSelect: [],
      },
    },
    data,
    (_, init) => {
      begin = () => init();
    },
  );

  /** The scale was set by a drag, a double click, or a chart in step with this one. */
  function followZoom(u: uPlot): void {
    const { min, max } = u.scales.x ?? {};
    const own = zoom ?? whole;
    if (min == null || max == null || (min === own.min && max === own.max)) return;
    const xs = data[0];
    zoom = min <= (xs[0] ?? min) && max >= (xs[xs.length - 1] ?? max) ? null : { min, max };
    unzoom.hidden = zoom === null;
    yRange.reset();
    queueMicrotask(draw);
  }

  function zoomTo(range: { min: number; max: number } | null): void {
    zoom = range;
    unzoom.hidden = true;
    yRange.reset();
    draw();
  }

  function draw(): void {
    if (begin !== null) {
      body.prepend(plot.root);
      begin();
      begin = null;
      resize();
    }
    plot.batch(() => {
      plot.setData(data, false);
      plot.setScale("x", { ...(zoom ?? whole) });
    });
  }

  function tellCursor(u: uPlot): void {
    const i = u.cursor.idx;
    const x = i == null ? undefined : data[0][i];
    if (i == null || x == null) {
      readout.textContent = "";
      return;
    }
    const parts = [spec.x.time ? new Date(x * 1000).toLocaleTimeString() : tick(Number(x.toPrecision(6)))];
    for (const [s, one] of spec.series.entries()) {
      const value = data[s + 1]?.[i];
      if (value != null && !one.band && !spec.series[s + 1]?.band)
        parts.push(`${one.label} ${Number(value.toPrecision(4))}`);
    }
    readout.textContent = parts.join(" · ");
  }

  const figure = (): Figure => ({
    title: spec.title,
    x: {
      label: spec.x.label,
      time: spec.x.time === true,
      min: plot.scales.x?.min ?? 0,
      max: plot.scales.x?.max ?? 1,
    },
    y: { label: spec.y.label, min: plot.scales.y?.min ?? 0, max: plot.scales.y?.max ?? 1 },
    series: spec.series.map((one, i) => ({
      ...one,
      colour: colour(one.colour),
      hidden: plot.series[i + 1]?.show === false || isEmpty(data[i + 1]),
    })),
    data,
    marks: marks.map((mark) => ({ ...mark, colour: colour(mark.colour) })),
    spans: spans.map((span) => ({ ...span, colour: colour(span.colour) })),
    width: Math.max(640, plot.width),
    height: Math.max(400, plot.height),
    ink: colour("--ink"),
    grid: colour("--grid"),
    paper: colour("--panel"),
  });

  function resize(): void {
    const width = Math.floor(body.clientWidth);
    if (begin === null && width > 40 && width !== plot.width) plot.setSize({ width, height: spec.height });
  }
  const redraw = (isAll: boolean) => begin === null && plot.redraw(isAll, isAll);
  const observer = new ResizeObserver(resize);
  observer.observe(body);
  const recolour = () => redraw(true);
  document.addEventListener("themechange", recolour);

  head.append(
    title,
    readout,
    unzoom,
    exportButtons(
      () => spec.title,
      () => plot.ctx.canvas,
      figure,
    ),
  );
  root.append(head, legend(spec, plot), body);
  body.append(words);

  return {
    root,
    plot,
    title: spec.title,
    set(columns, hold = false) {
      data = aligned(columns, spec.series.length);
      isHeld = hold;
      const xs = data[0];
      const [first, last] = [xs[0], xs[xs.length - 1]];
      if (first != null && last != null) {
        // Of a time axis only the end that grows is rounded.
        const [low, high] = xRange.next(first, last, hold, spec.x.time ? first : undefined);
        whole = { min: low, max: high };
      }
      draw();
    },
    setMarks(next) {
      if (isAlike(marks, next)) return;
      marks = next;
      redraw(false);
    },
    setSpans(next) {
      if (isAlike(spans, next)) return;
      spans = next;
      redraw(false);
    },
    say(told) {
      words.hidden = told === null;
      words.textContent = told ?? "";
    },
    zoomTo,
    destroy() {
      observer.disconnect();
      document.removeEventListener("themechange", recolour);
      plot.destroy();
      root.remove();
    },
  };
}

/** Between the edges of a chart and its plot, CSS pixels. */
export const GUTTER = { left: 78, right: 20 };
const LABEL = 20;
const FONT = '12px system-ui, "Segoe UI", Roboto, sans-serif';
const TIME_INCREMENTS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800,
];

const tick = (value: number): string => String(Number(value.toPrecision(10)));

const isAlike = (one: object[], other: object[]): boolean => JSON.stringify(one) === JSON.stringify(other);

function element<K extends keyof HTMLElementTagNameMap>(tag: K, name = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

function line(one: ChartSpec["series"][number], isLowerEdge: boolean): uPlot.Series {
  const isEdge = isLowerEdge || one.band === true;
  return {
    label: one.label,
    stroke: isEdge ? "transparent" : () => colour(one.colour),
    width: isEdge ? 0 : (one.width ?? 1.5),
    points: { show: false },
    ...(one.dash === undefined ? {} : { dash: one.dash }),
  };
}

/** Of a colour as #rrggbb. */
const translucent = (hex: string): string => (/^#[0-9a-f]{6}$/i.test(hex) ? `${hex}40` : hex);

const isEmpty = (column: ArrayLike<number | null | undefined> | undefined): boolean =>
  column === undefined || Array.from(column).every((value) => value == null);
