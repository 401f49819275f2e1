// Which run is shown: the measured one, or an older one.
import * as addresses from "./addresses";
import { button, el, show } from "./dom";
import type { History } from "./history";
import type { Model } from "./model";

export function runsView(model: Model, history: History): HTMLElement {
  const choice = el("select", { "aria-label": "Run" });
  const back = button("Back to live", { "data-shortcut": "l" }, () => history.showLive());
  const older = el("span", { class: "older", role: "status" }, "▲ older run: the time view does not follow");
  let listed: addresses.RunListed[] = [];

  const fill = () => {
    const shown = model.get("run") ?? null;
    const names = new Map(listed.map((one) => [one.run_id, ` (${one.analyzed} scans)`]));
    for (const one of [history.run, shown]) if (one !== null && !names.has(one)) names.set(one, "");
    const options = [...names].reverse().map(([name, scans]) => {
      const option = el(
        "option",
        {},
        `${name === history.run ? "live: " : ""}${name}${name === history.run ? "" : scans}`,
      );
      option.value = name;
      return option;
    });
    choice.replaceChildren(...(options.length > 0 ? options : [el("option", {}, "no run yet")]));
    choice.disabled = options.length === 0;
    if (shown !== null) choice.value = shown;
    show(back, !history.isLive);
    show(older, !history.isLive);
  };
  const refresh = async () => {
    try {
      const answer = await fetch(addresses.runs());
      if (answer.ok) listed = (await answer.json()) as addresses.RunListed[];
    } catch (error) {
      console.warn("the runs could not be listed", error);
    }
    // Not under an open list.
    if (document.activeElement !== choice) fill();
  };
  choice.addEventListener("change", () => {
    choice.blur();
    if (choice.value === history.run) history.showLive();
    else history.show(choice.value);
  });
  choice.addEventListener("pointerenter", () => void refresh());
  choice.addEventListener("blur", fill);
  model.on("run", () => {
    fill();
    void refresh();
  });
  fill();
  return el("div", { class: "runs" }, choice, back, older);
}
