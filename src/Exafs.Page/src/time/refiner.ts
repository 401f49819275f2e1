// Asks for finer data once a zoom has settled, and gives the line back to the run.
import type { RunData } from "./rundata";
import type { Span, Viewport } from "./viewport";

const settled = 250;
/** Of the width, on either side: small moves need nothing new. */
const margin = 0.25;

export class Refiner {
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** What was asked for last; null: the whole run. */
  private wanted: Span | null = null;
  private isLineAway = false;

  constructor(
    private readonly data: RunData,
    private readonly viewport: Viewport,
    private readonly actions: { range(from: number | null, to: number | null): void },
  ) {}

  /** The view changed. */
  settle(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), settled);
  }

  /** Another run: nothing was asked of it. */
  forget(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.wanted = null;
    this.isLineAway = false;
  }

  /** A frame was taken in. While a part is shown nothing live comes: one that goes on with the run needs that again. */
  taken(): void {
    if (!this.isLineAway || !this.data.isPartComplete || !this.data.partGrows) return;
    this.isLineAway = false;
    this.actions.range(null, null);
  }

  private ask(): void {
    this.timer = null;
    const { data, viewport } = this;
    const { span, kind } = viewport;
    if (viewport.isWhole || kind === "temperature") {
      this.release();
      return;
    }
    // A part stays while what is looked at lies in it and is fine enough; one that stood still goes on when the view follows again.
    if (data.isFine(span, kind) && !(viewport.follows && this.isLineAway)) return;
    const width = span.to - span.from;
    if (
      this.wanted &&
      isWithin(span, this.wanted) &&
      width > 0.4 * (this.wanted.to - this.wanted.from) &&
      !viewport.follows
    )
      return;
    const wide = { from: span.from - margin * width, to: span.to + margin * width };
    const rows = data.rows(wide, kind);
    if (rows === null) return;
    this.wanted = wide;
    this.isLineAway = true;
    data.await(rows, wide, viewport.follows);
    this.actions.range(rows.from, rows.to);
  }

  private release(): void {
    if (this.wanted === null) return;
    this.wanted = null;
    this.data.drop();
    if (this.isLineAway) this.actions.range(null, null);
    this.isLineAway = false;
  }
}

const isWithin = (inner: Span, outer: Span) => inner.from >= outer.from && inner.to <= outer.to;
