// What part of the run is looked at, on whichever axis lies at the bottom of the stack. All moves go in steps so that nothing creeps.
import { niceStep } from "../ticks";

export type AxisKind = "time" | "scan" | "temperature";

export interface Span {
  from: number;
  to: number;
}

/** Least width that can be looked at. */
const narrowest: Record<AxisKind, number> = { time: 0.5, scan: 4, temperature: 1 };
/** Width of what has no width yet. */
const initial: Record<AxisKind, number> = { time: 20, scan: 20, temperature: 50 };

export class Viewport {
  /** Null: the whole run. */
  private zoomed: Span | null = null;
  private extent: Span | null = null;
  private following = true;
  private axis: AxisKind = "time";
  private readonly listeners: (() => void)[] = [];

  get kind(): AxisKind {
    return this.axis;
  }

  get isWhole(): boolean {
    return this.zoomed === null;
  }

  get follows(): boolean {
    return this.following;
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** What is looked at now. */
  get span(): Span {
    return this.zoomed ?? this.whole;
  }

  /** The whole run, its ends on round steps. */
  get whole(): Span {
    const width = initial[this.axis];
    if (this.extent === null) return { from: 0, to: width };
    const { from, to } = this.extent;
    const step = Math.max(niceStep((to - from) / 20), width / 10);
    if (this.axis === "temperature")
      return {
        from: Math.floor(from / step) * step,
        to: Math.max(Math.ceil(to / step), Math.floor(from / step) + 1) * step,
      };
    return { from, to: from + Math.max(step * (Math.floor((to - from) / step) + 1), width) };
  }

  /** Another run. */
  begin(): void {
    this.extent = null;
    this.reset();
  }

  setKind(kind: AxisKind): void {
    if (kind === this.axis) return;
    this.axis = kind;
    this.extent = null;
    this.zoomed = null;
    this.following = true;
    this.tell();
  }

  /** The measured part; a window that follows goes on by steps of an eighth of its width. */
  setExtent(from: number, to: number): void {
    if (this.extent?.from === from && this.extent.to === to) return;
    const before = this.span;
    this.extent = { from, to };
    if (this.zoomed && this.following && this.axis !== "temperature" && to > this.zoomed.to) {
      const step = (this.zoomed.to - this.zoomed.from) / 8;
      const move = step * (Math.floor((to - this.zoomed.to) / step) + 1);
      this.zoomed = { from: this.zoomed.from + move, to: this.zoomed.to + move };
    }
    const after = this.span;
    if (before.from !== after.from || before.to !== after.to) this.tell();
  }

  look(from: number, to: number): void {
    const whole = this.whole;
    const width = Math.min(Math.max(to - from, narrowest[this.axis]), 1.5 * (whole.to - whole.from));
    const middle = (from + to) / 2;
    const start = Math.min(Math.max(middle - width / 2, whole.from - width / 2), whole.to - width / 2);
    this.zoomed = width >= whole.to - whole.from ? null : { from: start, to: start + width };
    this.following =
      this.zoomed === null ||
      (this.extent !== null && this.zoomed.from <= this.extent.to && this.zoomed.to >= this.extent.to);
    this.tell();
  }

  /** Factor below 1: nearer; what lies at `at` stays there. */
  zoom(factor: number, at?: number): void {
    const { from, to } = this.span;
    const centre = at ?? (from + to) / 2;
    this.look(centre - (centre - from) * factor, centre + (to - centre) * factor);
  }

  /** By a share of the width. */
  pan(share: number): void {
    if (this.zoomed === null) return;
    const by = share * (this.zoomed.to - this.zoomed.from);
    this.look(this.zoomed.from + by, this.zoomed.to + by);
  }

  reset(): void {
    this.zoomed = null;
    this.following = true;
    this.tell();
  }

  follow(on: boolean): void {
    this.following = on;
    if (!on && this.zoomed === null) this.zoomed = this.whole;
    else if (on && this.zoomed && this.extent && this.axis !== "temperature") {
      const width = this.zoomed.to - this.zoomed.from;
      this.zoomed = { from: this.extent.to - 0.9 * width, to: this.extent.to + 0.1 * width };
    }
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
