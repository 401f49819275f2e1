// The section "In time": waterfalls and charts of the whole run on one x axis.
import "./time.css";
import { el } from "../dom";
import { superscript } from "../format";
import type { Model } from "../model";
import type { RunEvent } from "../protocol";
import { controls } from "./controls";
import { Frames } from "./frames";
import { type Hands, handle, keys, type Place, type Surface } from "./gestures";
import { marksOf, type StackMark } from "./marks";
import { Moments } from "./moments";
import { Refiner } from "./refiner";
import { RunData } from "./rundata";
import { type Baseline, baselineOf, lanesOf, type Scene } from "./scene";
import { Stack } from "./stack";
import { nearest } from "./track";
import { Viewport } from "./viewport";
import { Waterfall } from "./waterfall";

export interface Actions {
  /** The scan that is compared with the present one. */
  select(row: number | null): void;
  /** The rows of which finer entries are wanted; null: the whole run. */
  range(from: number | null, to: number | null): void;
}

/** ms since the page was opened: so long the run may be on its way, and nothing is drawn of an empty one. */
const patience = 1000;

export function timeView(container: HTMLElement, model: Model, actions: Actions): void {
  const data = new RunData();
  const viewport = new Viewport();
  const moments = new Moments(data);
  const refiner = new Refiner(data, viewport, actions);
  let events: RunEvent[] = [];
  let selected: number | null = null;
  let pointed: number | null = null;
  let pointer: Surface | null = null;
  let drag: Scene["drag"] = null;
  let baseline: Baseline | null = null;
  let marks: StackMark[] = [];
  /** The first picture of a run, which is marked for those who measure. */
  let isAwaited = true;

  const section = el("div", { class: "time-view", tabindex: "0", role: "group", "aria-label": "In time" });
  const bar = controls(
    () => {
      viewport.setKind(bar.settings.byTemperature ? "temperature" : data.kind);
      frames.ask("all");
    },
    {
      whole: () => viewport.reset(),
      follow: () => viewport.follow(!viewport.follows),
      baseline: () => selected !== null && takeBaseline(selected),
    },
  );
  const g = new Waterfall(
    { name: "g", title: "Pair distribution g(R)", distance: "R (Å)", quantity: "g", unit: "neighbours/Å" },
    () => frames.ask("all"),
  );
  const chir = new Waterfall(
    { name: "chir", title: "|χ(R)|", distance: "R (Å, not phase-corrected)", quantity: "|χ(R)|", unit: "Å⁻³" },
    () => frames.ask("all"),
  );
  const waterfalls = [g, chir];
  const charts = el("div", { class: "time-charts" });
  section.append(bar.root, ...waterfalls.map(({ root }) => root), charts);
  container.append(section);

  const hands: Hands = {
    viewport,
    hover(surface, place) {
      pointer = place ? surface : null;
      for (const one of waterfalls) one.tell(one === surface ? place : null);
      const row = place && rowAt(surface, place);
      if (row !== model.get("pointed")) model.set("pointed", row);
    },
    pick(surface, place, isShifted) {
      const row = rowAt(surface, place);
      if (row === null) return;
      if (isShifted) return takeBaseline(row);
      select(row);
      actions.select(row);
    },
    drag(span) {
      drag = span;
      frames.ask("over");
    },
  };
  const stack = new Stack(
    charts,
    (surface) => handle(surface, hands),
    () => frames.ask("charts"),
  );
  for (const one of waterfalls) handle(one, hands);

  const frames = new Frames((what, now) => {
    if (data.whole.length === 0 && now < patience) return;
    const { kind, span } = viewport;
    if (what.all || what.data) stack.expire();
    if (what.all || what.charts) stack.draw(data.track(span), data.whole.names, kind, span);
    if (what.all || what.data)
      marks = [...moments.rejected(kind, span), ...marksOf(events, kind, (row) => moments.place(row, kind))];
    const columns = data.columns(span);
    if (bar.settings.isDifference) baseline ??= moments.firstBaseline();
    const scene: Scene = {
      kind,
      span,
      columns,
      lanes: lanesOf(columns, kind),
      marks,
      selected: moments.place(selected, kind),
      pointed: moments.place(pointed, kind),
      drag,
      baseline: bar.settings.isDifference && baseline && fits(baseline) ? baseline : null,
      isFixed: bar.settings.isFixed,
    };
    for (const one of waterfalls) one.draw(scene, !(what.all || what.data), now);
    if (isAwaited && columns.length > 0 && section.isConnected) {
      isAwaited = false;
      // The next picture begins when this one is made, the one after it when this one is on the screen.
      requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("run drawn")));
    }
    if (!what.data || what.all || what.charts) stack.surround({ marks, selected: scene.selected, drag });
    if (what.all || what.over) stack.point(scene.pointed, pointer);
    bar.tell({
      follows: viewport.follows,
      isWhole: viewport.isWhole,
      hasSelected: selected !== null,
      baseline: baseline?.row ?? null,
    });
  });

  function rowAt(surface: Surface, place: Place): number | null {
    const found = surface instanceof Waterfall ? surface.at(place) : null;
    if (found) return data.columns(viewport.span).row[found.column] ?? null;
    return moments.rowAt(place.x, viewport.kind, viewport.span);
  }

  function takeBaseline(row: number): void {
    const columns = data.columns(viewport.span);
    const at = nearest(columns.row, columns.length, row);
    if (at < 0) return;
    baseline = baselineOf(columns, at);
    bar.set({ isDifference: true });
  }

  function fits(one: Baseline): boolean {
    const { axes } = data.wholeColumns;
    return one.chir.length === axes.chir.count && one.g.length === axes.g.count;
  }

  function select(row: number | null): void {
    selected = row;
    frames.ask("over");
  }

  function grown(): void {
    if (!bar.settings.byTemperature) viewport.setKind(data.kind);
    const extent = moments.extent(viewport.kind);
    if (extent) viewport.setExtent(extent.from, extent.to);
    frames.ask("data");
  }

  viewport.onChange(() => {
    const extent = moments.extent(viewport.kind);
    if (extent) viewport.setExtent(extent.from, extent.to);
    refiner.settle();
    frames.ask("all");
  });
  keys(section, viewport, {
    t: () => bar.set({ byTemperature: !bar.settings.byTemperature }),
    Escape: () => {
      select(null);
      actions.select(null);
    },
  });

  model.on("run", () => {
    data.clear();
    refiner.forget();
    events = [];
    selected = null;
    pointed = null;
    baseline = null;
    viewport.begin();
    frames.ask("all");
  });
  model.on("track", ({ frame, whole }) => {
    data.takeTrack(frame, whole);
    if (whole) frames.ask("all");
    grown();
    refiner.taken();
  });
  model.on("waterfall", ({ frame, whole }) => {
    data.takeWaterfall(frame, whole);
    frames.ask(whole ? "all" : "data");
    refiner.taken();
  });
  model.on("now", ({ kweight }) => {
    // The transform of kⁿχ(k) over k.
    chir.spec.unit = `Å${superscript(String(-kweight - 1))}`;
  });
  model.on("events", (frame) => {
    events = frame.events;
    frames.ask("data");
  });
  model.on("compared", (frame) => select(frame?.scan.row ?? null));
  model.on("pointed", (row) => {
    pointed = row;
    frames.ask("over");
  });
  document.addEventListener("themechange", () => {
    for (const one of waterfalls) one.recolour();
    frames.ask("all");
  });
  setTimeout(() => data.whole.length === 0 && frames.ask("all"), patience);
}
