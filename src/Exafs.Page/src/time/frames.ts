// When to draw: at most once per frame of the screen, the costly charts less often, nothing while the page is hidden.

/** all: the view is another; data: there is more of it; charts: some came into sight; over: only what lies over the pictures. */
export type Part = "all" | "data" | "charts" | "over";

/** ms between two drawings of the charts while data comes in. */
const chartsEvery = 400;

export class Frames {
  private asked = new Set<Part>();
  private isWaiting = false;
  private drawnCharts = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly draw: (what: Record<Part, boolean>, now: number) => void) {
    document.addEventListener("visibilitychange", () => this.wait());
  }

  ask(part: Part): void {
    this.asked.add(part);
    this.wait();
  }

  private wait(): void {
    if (this.isWaiting || document.hidden || this.asked.size === 0) return;
    this.isWaiting = true;
    requestAnimationFrame((now) => this.run(now));
  }

  private run(now: number): void {
    this.isWaiting = false;
    const { asked } = this;
    this.asked = new Set();
    // New data stales the charts; they are drawn when their time has come.
    const isDue = asked.has("data") && now - this.drawnCharts >= chartsEvery;
    if (asked.has("data") && !isDue) this.later(chartsEvery - (now - this.drawnCharts));
    const all = asked.has("all");
    if (all || isDue) this.drawnCharts = now;
    this.draw({ all, data: asked.has("data"), charts: isDue || asked.has("charts"), over: asked.has("over") }, now);
  }

  private later(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.ask("data");
    }, ms);
  }
}
