// The series of the shown run: fetched once, then grown by what comes live, each scan once.
import * as addresses from "./addresses";
import { firstRow, lastRow, noTrack, noWaterfall, trackAfter, waterfallAfter } from "./frames";
import type { Model } from "./model";
import { decode, type EventsFrame, type Frame, type RunFrame, type TrackFrame, type WaterfallFrame } from "./protocol";

export const ENTRIES = 1200;
export const COLUMNS = 600;

/** Gets a frame; null where the daemon has none. */
export type Fetch = (address: string) => Promise<Frame | null>;

export class History {
  /** The run that is measured now. */
  private liveRun: string | null = null;
  private liveLast = 0;
  private shown: string | null = null;
  private zoom: { from: number; to: number } | null = null;
  private lastTrack = 0;
  private lastWaterfall = 0;
  private isLoading = false;
  private isToCheckGap = false;
  private load = 0;
  private selection = 0;
  /** How often the line told the events of a shown run. */
  private eventsTold = 0;
  private held: (TrackFrame | WaterfallFrame)[] = [];
  /** Of the newest run, asked for before anybody said which that is. */
  private early: Promise<[Frame | null, Frame | null]> | null = null;

  constructor(
    private readonly model: Model,
    private readonly tell: (trouble: string) => void,
    private readonly get: Fetch = fetchFrame,
    private readonly retryAfter = 2000,
  ) {}

  /** Asks for the newest run while the page is still built; resolves when it is there, or cannot be. */
  begin(): Promise<void> {
    const early = Promise.all([this.get(addresses.track(null, ENTRIES)), this.get(addresses.waterfall(null, COLUMNS))]);
    this.early = early;
    return early.then(
      ([track]) => {
        if (this.liveRun === null && track?.type === "track") this.follow(track.run_id);
      },
      (error) => console.warn("the newest run could not be fetched", error),
    );
  }

  get run(): string | null {
    return this.liveRun;
  }

  /** The last row that came of the measured run. */
  get last(): number {
    return this.liveLast;
  }

  get isLive(): boolean {
    return this.shown === this.liveRun;
  }

  /** The daemon says which run is measured, at the start and at each change. */
  onRun(frame: RunFrame): void {
    this.isToCheckGap = true;
    if (frame.run_id !== this.liveRun) this.follow(frame.run_id);
  }

  private follow(run: string | null): void {
    const isFollowing = this.isLive;
    this.liveRun = run;
    this.liveLast = 0;
    if (isFollowing) this.show(run);
  }

  /** The daemon is another one than before: its store may be, too, and its rows. */
  onRestart(): void {
    this.liveLast = 0;
    void this.reload();
    void this.reloadEvents();
  }

  /** Shows a run from its beginning; the measured one is followed. */
  show(run: string | null): void {
    this.shown = run;
    this.zoom = null;
    this.select(null);
    this.model.set("run", run);
    const id = run ?? "";
    this.model.set("track", { frame: noTrack(id), whole: true });
    this.model.set("waterfall", { frame: noWaterfall(id), whole: true });
    this.model.set("events", { type: "events", run_id: id, events: [] });
    void this.reload();
    void this.reloadEvents();
  }

  showLive(): void {
    this.show(this.liveRun);
  }

  /** Only these rows, finer; null: the whole run again, and onwards. */
  range(from: number | null, to: number | null): void {
    const next = from === null || to === null ? null : { from: Math.floor(from), to: Math.ceil(to) };
    if (next?.from === this.zoom?.from && next?.to === this.zoom?.to) return;
    this.zoom = next;
    void this.reload();
  }

  onTrack(frame: TrackFrame): void {
    if (frame.run_id !== this.liveRun) return;
    this.liveLast = Math.max(this.liveLast, lastRow(frame.arrays.row));
    if (!this.isLive || this.zoom !== null) return;
    if (this.isLoading) this.held.push(frame);
    else this.append(frame);
  }

  onWaterfall(frame: WaterfallFrame): void {
    if (frame.run_id !== this.liveRun || !this.isLive || this.zoom !== null) return;
    if (this.isLoading) this.held.push(frame);
    else this.append(frame);
  }

  onEvents(frame: EventsFrame): void {
    if (frame.run_id !== this.shown) return;
    this.eventsTold++;
    this.model.set("events", frame);
  }

  /** Compares a scan with the present one; null: none. */
  async select(row: number | null): Promise<void> {
    const mine = ++this.selection;
    if (row === null || this.shown === null) {
      if (this.model.get("compared")) this.model.set("compared", null);
      return;
    }
    try {
      const frame = await this.get(addresses.scan(this.shown, row));
      if (mine !== this.selection) return;
      if (frame?.type === "scan") this.model.set("compared", frame);
      else this.tell(`scan ${row} is not in the store`);
    } catch (error) {
      if (mine === this.selection) this.tell(`scan ${row} could not be fetched: ${sentence(error)}`);
    }
  }

  private append(frame: TrackFrame | WaterfallFrame): void {
    if (frame.type === "track") {
      const fresh = trackAfter(frame, this.lastTrack);
      if (fresh === null) return;
      if (this.isToCheckGap && this.lastTrack > 0 && firstRow(fresh) > this.lastTrack + 1) {
        // The line was away for longer than the daemon makes up for.
        void this.reload();
        return;
      }
      this.isToCheckGap = false;
      this.lastTrack = lastRow(fresh.arrays.row);
      this.model.set("track", { frame: fresh, whole: false });
    } else {
      const fresh = waterfallAfter(frame, this.lastWaterfall);
      if (fresh === null) return;
      this.lastWaterfall = lastRow(fresh.arrays.row);
      this.model.set("waterfall", { frame: fresh, whole: false });
    }
  }

  private async reload(): Promise<void> {
    const mine = ++this.load;
    const run = this.shown;
    this.held = [];
    this.isLoading = run !== null;
    if (run === null) return;
    const { from, to } = this.zoom ?? {};
    try {
      const early = this.early && (await this.takeEarly(run));
      const [track, waterfall] =
        early ??
        (await Promise.all([
          this.get(addresses.track(run, ENTRIES, from, to)),
          this.get(addresses.waterfall(run, COLUMNS, from, to)),
        ]));
      if (mine !== this.load) return;
      const wholeTrack = track?.type === "track" ? track : noTrack(run);
      const wholeWaterfall = waterfall?.type === "waterfall" ? waterfall : noWaterfall(run);
      this.lastTrack = lastRow(wholeTrack.arrays.row);
      this.lastWaterfall = lastRow(wholeWaterfall.arrays.row);
      if (this.isLive) this.liveLast = Math.max(this.liveLast, this.lastTrack);
      this.isLoading = false;
      // Between what was asked for early and what is sent since the line stands, there may be scans.
      this.isToCheckGap = early !== null;
      this.model.set("track", { frame: wholeTrack, whole: true });
      this.model.set("waterfall", { frame: wholeWaterfall, whole: true });
      const held = this.held;
      this.held = [];
      for (const frame of held) this.append(frame);
    } catch (error) {
      if (mine !== this.load) return;
      console.warn("the history could not be fetched", error);
      setTimeout(() => mine === this.load && void this.reload(), this.retryAfter);
    }
  }

  /** What was asked for at the beginning, once, if it is of this run. */
  private async takeEarly(run: string): Promise<[Frame | null, Frame | null] | null> {
    const early = this.early;
    this.early = null;
    const [track, waterfall] = (await early?.catch(() => null)) ?? [null, null];
    const isThis = track?.type === "track" && waterfall?.type === "waterfall" && track.run_id === run;
    return isThis && waterfall.run_id === run ? [track, waterfall] : null;
  }

  private async reloadEvents(): Promise<void> {
    const run = this.shown;
    if (run === null) return;
    const told = this.eventsTold;
    try {
      const frame = await this.get(addresses.events(run));
      // What the line told meanwhile is all of them, too, and newer.
      if (run === this.shown && frame?.type === "events" && told === this.eventsTold) this.model.set("events", frame);
    } catch (error) {
      console.warn("the events could not be fetched", error);
      if (run === this.shown) setTimeout(() => run === this.shown && void this.reloadEvents(), this.retryAfter);
    }
  }
}

export async function fetchFrame(address: string): Promise<Frame | null> {
  const answer = await fetch(address);
  if (answer.status === 404 || answer.status === 204) return null;
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return decode(await answer.arrayBuffer());
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));
