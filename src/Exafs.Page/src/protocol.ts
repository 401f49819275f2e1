// What the daemon sends, byte for byte. A frame is a little-endian u32 (length of the header in bytes), the header (JSON, UTF-8, padded with spaces so that
// what follows stands at a multiple of 4), then the arrays (float32, little-endian) that header.arrays lists in order. NaN is "no number".

/** A value and its standard error; null where there is none. */
export type Uncertain = [value: number | null, sigma: number | null];

export interface Defect {
  reason: string;
  detail: string;
}

/** What a spectrum says about the structure. */
export interface Structure {
  pack: string;
  ood_score: number | null;
  is_out_of_distribution: boolean;
  ood_reasons: string[];
  disagreements: string[];
  consistency_r_factor: number | null;
  kmax_per_angstrom: number | null;
  trusted_r_max_angstrom: number | null;
  within_3_2_angstrom: Uncertain;
  density_per_angstrom3: Uncertain;
  phases: { name: string; fraction: Uncertain }[];
  shells: { n: Uncertain; distance_angstrom: Uncertain; sigma2_angstrom2: Uncertain }[];
}

/** One scan, as far as it has come. */
export interface ScanHead {
  run_id: string;
  scan_id: string;
  /** Row in the store; null while it is not there yet. */
  row: number | null;
  is_growing: boolean;
  element: string | null;
  edge: string | null;
  direction: "up" | "down" | null;
  points: number;
  points_planned: number | null;
  /** s since 1970 UTC, middle of the scan, from the data. */
  time: number | null;
  sample_temperature_kelvin: number | null;
  e0_ev: number | null;
  edge_step: number | null;
  epsilon_k: number | null;
  epsilon_r: number | null;
  kmax_suggest_per_angstrom: number | null;
  energy_shift_ev: number | null;
  /** Why it gives no result at all. */
  rejected: Defect | null;
  /** Why the reduction ended before χ(R). */
  limit: Defect | null;
  structure: Structure | null;
  /** Why there is no structure; null where there is one, or nobody was asked. */
  no_structure: Defect | null;
}

/** Arrays of a spectrum. Equal letters, equal lengths; any may be empty.
 * [n]: energy (eV), mu, pre_edge, post_edge, norm · [m]: k (1/Å), chi (not weighted) · [p]: r (Å, not phase-corrected), chir_mag
 * · [q]: g_r (Å), g (neighbours per Å), g_sigma. pre_edge and post_edge are there for the present scan only. */
export type SpectrumArray =
  | "energy"
  | "mu"
  | "pre_edge"
  | "post_edge"
  | "norm"
  | "k"
  | "chi"
  | "r"
  | "chir_mag"
  | "g_r"
  | "g"
  | "g_sigma";

export interface SpectrumFrame {
  type: "now" | "scan";
  scan: ScanHead;
  /** Of "now": ms since 1970 at which the daemon had the last byte of this scan, and at which it made this frame; null: not known. */
  received_ms: number | null;
  made_ms: number;
  /** k weight of chir_mag and of the plot of χ(k). */
  kweight: number;
  arrays: Record<SpectrumArray, Float32Array>;
}

/** The series of a run, in entries. An entry is one scan, or a bucket of neighbouring scans (in order of arrival) of which the mean and the extremes are kept.
 * arrays: row (the last scan of the entry), scans (how many it stands for), rejected (how many of these), time (s since header.t0), kelvin, and for each name in
 * `series`: `name` (mean), `name_low`, `name_high` (least and greatest), `name_sigma` (mean standard error). All [entries]. */
export interface TrackFrame {
  type: "track";
  run_id: string;
  /** s since 1970 UTC that `time` counts from. */
  t0: number;
  entries: number;
  series: string[];
  arrays: Record<string, Float32Array>;
}

/** |χ(R)| and g(R) of some scans, each one scan's own. arrays: row, time (s since t0), kelvin [columns]; chir [columns × r.count]; g [columns × g_r.count], column after column. */
export interface WaterfallFrame {
  type: "waterfall";
  run_id: string;
  t0: number;
  columns: number;
  /** Axis of chir, Å: first + i·step; count 0: none. */
  r: { first: number; step: number; count: number };
  g_r: { first: number; step: number; count: number };
  arrays: Record<"row" | "time" | "kelvin" | "chir" | "g", Float32Array>;
}

/** What happened in the run, as the store has it. */
export interface RunEvent {
  kind: "onset" | "completion" | "reversal" | "unknown_structure" | "instrument" | "note";
  cause: string;
  scan_id: string | null;
  /** Row of the scan in the store; null: it has none. */
  row: number | null;
  time: number | null;
  temperature_kelvin: Uncertain | null;
  branch: "constant" | "heating" | "cooling" | null;
  confidence: number | null;
  detail: string;
}

export interface EventsFrame {
  type: "events";
  run_id: string;
  events: RunEvent[];
}

export interface AlertTold {
  fingerprint: string;
  name: string;
  severity: string;
  labels: Record<string, string>;
  summary: string;
  description: string;
  /** s since 1970 UTC. */
  starts_at: number;
  ends_at: number | null;
  is_silenced: boolean;
  is_acknowledged: boolean;
}

/** How the daemon is. Times are s since 1970 UTC. */
export interface StateFrame {
  type: "state";
  now: number;
  started: number;
  version: string;
  beamline: string | null;
  source: {
    name: string;
    peers: number;
    messages: number;
    bytes: number;
    defective: number;
    last_message: number | null;
  };
  scans: {
    announced: number;
    received: number;
    missed: number;
    waiting: number;
    analyzed: number;
    rejected: Record<string, number>;
    /** Troubles of the instrument that were told in this run (top_up, glitch, i0_loss, …), by cause. */
    troubles: Record<string, number>;
    /** Finished scans a second, over the last ten seconds. */
    per_second: number;
  };
  /** From the last byte of a scan until it was stored, s; null: none yet. */
  latency: { p50: number | null; p99: number | null };
  sinks: { name: string; delivered: number; queued: number; dropped: number; trouble: string | null }[];
  outboxes: {
    target: string;
    waiting: number;
    waiting_bytes: number;
    oldest: number | null;
    delivered: number;
    dead: number;
    trouble: string | null;
    needs_help: boolean;
  }[];
  /** Null: structures are not asked for. */
  model: { pack: string; sha256: string; calibration: string } | null;
  /** Readiness, one a line; trouble null: good. */
  checks: { name: string; trouble: string | null; detail: string | null }[];
  /** The beam, as the latest finished scan tells it; "unknown" before any, or when nothing has come for a while ("silent"). */
  beam: { state: "good" | "bad" | "silent" | "unknown"; reason: string | null };
  alerts: AlertTold[];
  log: { time: number; is_warning: boolean; text: string }[];
  /** Whether changes of state need a token. */
  needs_token: boolean;
}

/** The run that is measured now; sent first of all, and whenever it changes. `last` is its last row in the store; 0: none. */
export interface RunFrame {
  type: "run";
  run_id: string | null;
  last: number;
}

export type Frame = RunFrame | SpectrumFrame | TrackFrame | WaterfallFrame | EventsFrame | StateFrame;

const utf8 = new TextDecoder();

/** Reads one frame. Throws RangeError or SyntaxError on what is none. */
export function decode(buffer: ArrayBuffer): Frame {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(utf8.decode(new Uint8Array(buffer, 4, length)));
  let at = 4 + length;
  const arrays: Record<string, Float32Array> = {};
  for (const [name, count] of (header.arrays ?? []) as [string, number][]) {
    arrays[name] = new Float32Array(buffer, at, count);
    at += 4 * count;
  }
  return { ...header, arrays } as Frame;
}
