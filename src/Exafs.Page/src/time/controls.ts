// The bar above the stack.
import { button, el, say, show } from "../dom";

export interface Settings {
  byTemperature: boolean;
  isDifference: boolean;
  isFixed: boolean;
}

export interface Bar {
  root: HTMLElement;
  settings: Settings;
  set(change: Partial<Settings>): void;
  /** What the buttons say besides the settings. */
  tell(state: { follows: boolean; isWhole: boolean; hasSelected: boolean; baseline: number | null }): void;
}

export function controls(
  changed: (settings: Settings) => void,
  acts: { whole(): void; follow(): void; baseline(): void },
): Bar {
  const settings: Settings = { byTemperature: false, isDifference: false, isFixed: false };
  const pairs: (() => void)[] = [];
  const set = (change: Partial<Settings>) => {
    Object.assign(settings, change);
    for (const update of pairs) update();
    changed(settings);
  };
  const pair = (label: string, name: keyof Settings, off: string, on: string) => {
    const make = (text: string, value: boolean) => {
      const made = button(text, { class: "toggle" }, () => set({ [name]: value }));
      pairs.push(() => made.setAttribute("aria-pressed", String(settings[name] === value)));
      return made;
    };
    return el(
      "span",
      { class: "time-pair", role: "group", "aria-label": label },
      el("span", { class: "time-name" }, label),
      make(off, false),
      make(on, true),
    );
  };
  const whole = button("Whole run", { title: "Back to the whole run (0)" }, acts.whole);
  const follow = button("Follow", { class: "toggle", title: "Keep the newest scan in view" }, acts.follow);
  const baseline = button("Set as baseline", { title: "Differences are to the selected scan" }, acts.baseline);
  const base = el("span", { class: "time-name" });
  const root = el(
    "div",
    { class: "time-controls", role: "toolbar", "aria-label": "Views in time" },
    pair("x axis", "byTemperature", "time", "temperature"),
    pair("values", "isDifference", "absolute", "difference"),
    el("span", { class: "time-pair" }, baseline, base),
    pair("colours", "isFixed", "auto", "fixed"),
    el("span", { class: "time-pair" }, whole, follow),
    el(
      "span",
      { class: "time-hint" },
      "Click: select · drag or Ctrl + wheel: zoom · Shift + drag: pan · Shift + click: baseline · keys ← → + − 0 t",
    ),
  );
  for (const update of pairs) update();
  return {
    root,
    settings,
    set,
    tell(state) {
      follow.setAttribute("aria-pressed", String(state.follows && !settings.byTemperature));
      follow.disabled = settings.byTemperature;
      whole.disabled = state.isWhole;
      baseline.disabled = !state.hasSelected;
      show(base, settings.isDifference);
      say(base, state.baseline === null ? "" : `less scan ${state.baseline}`);
    },
  };
}
