// What the daemon's stable words mean, said in English. A word that is not here is shown as it is.
import type { Defect, RunEvent } from "./protocol";

const REASONS: Record<string, string> = {
  aborted: "the scan was aborted",
  too_few_points: "too few points",
  energy_unit: "the energies are in no known unit",
  i0_loss: "beam lost during the scan (I0)",
  dead_channel: "a detector channel is dead",
  saturated_channel: "a detector channel is saturated",
  no_edge: "no absorption edge",
  too_short: "the scan ends too soon beyond the edge",
  too_noisy: "too noisy",
  truncated_frame: "the message came cut off",
  internal_error: "the daemon failed on it",
  too_short_for_structure: "too short for a structure",
  not_finite: "numbers that are none",
  top_up: "top-up of the ring",
  glitch: "glitch of the monochromator",
  e0_jump: "jump of the energy axis",
  edge_step_jump: "jump of the edge step",
  sample_loss: "sample lost from the beam",
  overflow: "numbers too large",
  no_oscillation: "no oscillation",
  no_spectrum: "no spectrum",
};

export const reason = (word: string): string => REASONS[word] ?? word.replace(/_/g, " ");

export const defect = (told: Defect): string =>
  told.detail === "" ? reason(told.reason) : `${reason(told.reason)}: ${told.detail}`;

export const EVENT_KINDS: Record<RunEvent["kind"], { word: string; shape: string }> = {
  onset: { word: "onset of a transition", shape: "▲" },
  completion: { word: "transition complete", shape: "■" },
  reversal: { word: "transition turned back", shape: "◆" },
  unknown_structure: { word: "structure unlike any known", shape: "✚" },
  instrument: { word: "instrument", shape: "●" },
  note: { word: "note", shape: "✎" },
};

export const isStructural = (event: RunEvent): boolean => event.kind !== "instrument" && event.kind !== "note";
