// What an operator may do.
import * as addresses from "./addresses";
import { ask, confirm } from "./dialogs";
import { button, el } from "./dom";
import type { Model } from "./model";
import { post } from "./post";

export function actionsView(model: Model): HTMLElement {
  const baseline = button(
    "Set baseline",
    { title: "What is normal is learnt anew from now on", "data-shortcut": "b" },
    async () => {
      if (await confirm("Set baseline", "What is normal for this run is learnt anew from the next scans on.", "Set it"))
        await post(model, addresses.baseline, {});
    },
  );
  const calibrate = button(
    "Calibrate on reference",
    { title: "On the reference foil of the next scan", "data-shortcut": "k" },
    async () => {
      if (
        await confirm(
          "Calibrate on reference",
          "The model is calibrated anew on the reference foil of the next scan.",
          "Calibrate",
        )
      )
        await post(model, addresses.calibrate, {});
    },
  );
  const note = button(
    "Mark a note",
    { title: "A mark at the present moment of the run", "data-shortcut": "m" },
    async () => {
      const text = await ask("Mark a note", "At the present moment of the run", { doing: "Mark" });
      if (text !== null) await post(model, addresses.note, { text });
    },
  );
  return el("div", { class: "actions", role: "group", "aria-label": "Actions" }, note, baseline, calibrate);
}
