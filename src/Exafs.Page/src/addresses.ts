// Where the daemon has what. Runs go by their name, scans by their row in the store.

export interface RunListed {
  run_id: string;
  analyzed: number;
  rejected: number;
}

const of = (what: string, run: string) => `api/${what}?run=${encodeURIComponent(run)}`;
/** Null: the newest run. */
const ofAny = (what: string, run: string | null) => (run === null ? `api/${what}?` : `${of(what, run)}&`);

/** GET, JSON: RunListed[], in the order of arrival. */
export const runs = () => "api/runs";
/** GET, a TrackFrame of at most `entries` entries; rows from and to (inclusive) bound it where given. */
export const track = (id: string | null, entries: number, from?: number, to?: number) =>
  `${ofAny("track", id)}entries=${entries}${range(from, to)}`;
/** GET, a WaterfallFrame of at most `columns` columns, evenly chosen, the last scan always among them. */
export const waterfall = (id: string | null, columns: number, from?: number, to?: number) =>
  `${ofAny("waterfall", id)}columns=${columns}${range(from, to)}`;
/** GET, an EventsFrame. */
export const events = (id: string) => of("events", id);
/** GET, a SpectrumFrame of type "scan". */
export const scan = (id: string, row: number) => `${of("scan", id)}&row=${row}`;
/** GET, downloads. */
export const scanCsv = (id: string, row: number) => `${of("scan.csv", id)}&row=${row}`;
export const scanXdi = (id: string, row: number) => `${of("scan.xdi", id)}&row=${row}`;
export const report = (id: string) => of("report", id);
/** WebSocket of frames: run, events, now, state at once; then at most 10 times a second what is new: now, state, events, run, and a TrackFrame and a WaterfallFrame
 * with the scans after row `after` of the run that is measured (each scan once, in order; of a long absence the rest is fetched by `track` and `waterfall`). */
export const live = (after: number) => `api/live?after=${after}`;

/** POST, JSON body; 401 where the token is missing or wrong, 409 with a sentence where it cannot be done. Answers with a sentence. */
export const acknowledge = "api/acknowledge"; // { fingerprint }
export const silence = "api/silence"; // { matchers: string[], minutes, comment }
export const baseline = "api/baseline"; // {}: what is normal is learnt anew from now on
export const calibrate = "api/calibrate"; // {}: calibrated anew on the next scan's reference foil
export const note = "api/notes"; // { text }: a mark at the present moment of the run

function range(from?: number, to?: number): string {
  return (from === undefined ? "" : `&from=${from}`) + (to === undefined ? "" : `&to=${to}`);
}
