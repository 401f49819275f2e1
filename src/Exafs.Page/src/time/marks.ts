// What happened in the run, as marks on the x axis.
import type { RunEvent } from "../protocol";
import type { AxisKind } from "./viewport";

export interface StackMark {
  x: number;
  /** Empty: a small tick. */
  label: string;
  colour: string;
}

const longest = 48;

export function marksOf(events: RunEvent[], kind: AxisKind, xOfRow: (row: number) => number | null): StackMark[] {
  const marks: StackMark[] = [];
  for (const event of events) {
    const x = placeOf(event, kind, xOfRow);
    if (x !== null && Number.isFinite(x)) marks.push({ x, label: labelOf(event), colour: colourOf(event) });
  }
  return marks;
}

export function labelOf(event: RunEvent): string {
  const kelvin = event.temperature_kelvin?.[0] ?? null;
  const at = kelvin === null ? "" : ` ${kelvin.toFixed(0)} K`;
  if (event.kind === "instrument") return "";
  if (event.kind === "note") return shortened(event.detail === "" ? event.cause : event.detail);
  if (event.kind === "unknown_structure") return `unknown structure${at}`;
  return shortened(`${event.cause === "spectrum" ? "change:" : event.cause} ${event.kind}${at}`);
}

function placeOf(event: RunEvent, kind: AxisKind, xOfRow: (row: number) => number | null): number | null {
  if (kind === "temperature" && event.temperature_kelvin) return event.temperature_kelvin[0];
  if (kind === "time" && event.time !== null) return event.time;
  return event.row === null ? null : xOfRow(event.row);
}

function colourOf(event: RunEvent): string {
  if (event.kind === "instrument") return "--time-instrument";
  if (event.kind === "note") return "--time-note";
  return event.kind === "unknown_structure" ? "--time-unknown" : "--time-change";
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
