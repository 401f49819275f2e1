// The live page: wires the model to its panels.
import "uplot/dist/uPlot.min.css";
import "./style.css";
import { actionsView } from "./actions";
import { alertsView } from "./alerts";
import { Connection } from "./connection";
import { button, el, toast } from "./dom";
import { eventsView, latestView, logView } from "./events";
import { History } from "./history";
import { startKeys } from "./keys";
import { Model } from "./model";
import { nowView } from "./now";
import { runsView } from "./runs";
import { stateView } from "./state";
import { DaemonClock, strip } from "./strip";
import { takeawayView } from "./takeaway";
import { startTheme, toggleTheme } from "./theme";
import { timeView } from "./time/view";

startTheme();
const model = new Model();
const history = new History(model, (trouble) => toast(trouble, true));
const clock = new DaemonClock(model);
// Opened first: what it brings is waiting when the panels are there.
const begun = history.begin();
new Connection(model, history).start();
const clear = () => void history.select(null);
const select = (row: number | null) => void history.select(row);

const name = el("h1", {}, "Exafs.Stream");
model.on("state", ({ beamline }) => {
  if (beamline !== null && name.textContent !== beamline) name.textContent = beamline;
});
const theme = button("Light / dark", { class: "plain", "data-shortcut": "d" }, toggleTheme);
const help = startKeys(clear);

const now = el("section", { class: "now", "aria-label": "Now" });
const time = el("section", { class: "time", "aria-label": "The run in time" });
const state = el(
  "aside",
  { class: "state", "aria-label": "State" },
  actionsView(model),
  alertsView(model),
  eventsView(model, select),
  ...stateView(model, clock),
  logView(model),
);

const panels = [
  el(
    "header",
    { class: "top" },
    el("div", { class: "bar-row" }, name, runsView(model, history), takeawayView(model, history), theme, help),
    strip(model, clock),
  ),
  el("main", { class: "page" }, el("div", { class: "views" }, now, time), state),
];

now.append(latestView(model, select));
nowView(now, model, clear);
timeView(time, model, { select, range: (from, to) => history.range(from, to) });

// Laid out and painted once, with the run in them, not empty first: but a run that is slow keeps nobody waiting.
const patience = new Promise((done) => setTimeout(done, 300));
void Promise.race([begun, patience]).then(() => document.body.append(...panels));
