// What the page knows, and who wants to hear of it.
import type { EventsFrame, SpectrumFrame, StateFrame, TrackFrame, WaterfallFrame } from "./protocol";

/** How the line to the daemon is. */
export type Line = "connecting" | "open" | "lost";

export interface Topics {
  line: Line;
  /** The run that is shown; null: none yet. */
  run: string | null;
  now: SpectrumFrame;
  state: StateFrame;
  events: EventsFrame;
  /** New entries of the shown run's series; `whole`: they replace what was there. */
  track: { frame: TrackFrame; whole: boolean };
  waterfall: { frame: WaterfallFrame; whole: boolean };
  /** The scan that is compared with the present one; null: none. */
  compared: SpectrumFrame | null;
  /** The moment that the pointer is at, a row; null: none. */
  pointed: number | null;
}

/** One value a topic; whoever listens is told at once, and of each later value. */
export class Model {
  private readonly values: Partial<Topics> = {};
  private readonly listeners: { [K in keyof Topics]?: ((value: Topics[K]) => void)[] } = {};

  get<K extends keyof Topics>(topic: K): Topics[K] | undefined {
    return this.values[topic] as Topics[K] | undefined;
  }

  set<K extends keyof Topics>(topic: K, value: Topics[K]): void {
    (this.values as Topics)[topic] = value;
    for (const listener of this.listeners[topic] ?? []) listener(value);
  }

  on<K extends keyof Topics>(topic: K, listener: (value: Topics[K]) => void): void {
    const all: ((value: Topics[K]) => void)[] = this.listeners[topic] ?? [];
    all.push(listener);
    (this.listeners as Record<K, typeof all>)[topic] = all;
    if (topic in this.values) listener(this.values[topic] as Topics[K]);
  }
}
