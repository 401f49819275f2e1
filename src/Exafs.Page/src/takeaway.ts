// Files of the daemon's own: the scan as CSV and XDI, the run as a report.
import * as addresses from "./addresses";
import { el } from "./dom";
import type { History } from "./history";
import type { Model } from "./model";

export function takeawayView(model: Model, history: History): HTMLElement {
  const csv = el("a", { download: "" }, "Scan CSV");
  const xdi = el("a", { download: "" }, "Scan XDI");
  const report = el("a", { target: "_blank", rel: "noopener" }, "Run report");
  const point = () => {
    const run = model.get("run") ?? null;
    const { of, id, row } = scanToTake(model, history);
    link(csv, id !== null && row !== null ? addresses.scanCsv(id, row) : null, of);
    link(xdi, id !== null && row !== null ? addresses.scanXdi(id, row) : null, of);
    link(report, run === null ? null : addresses.report(run), "the shown run");
  };
  model.on("now", point);
  model.on("compared", point);
  model.on("track", point);
  model.on("run", point);
  return el("nav", { class: "takeaway", "aria-label": "Take away" }, csv, xdi, report);
}

/** The compared scan; else the present one, and until that is stored the latest that is. */
function scanToTake(model: Model, history: History): { of: string; id: string | null; row: number | null } {
  const compared = model.get("compared")?.scan;
  if (compared) return { of: "the compared scan", id: compared.run_id, row: compared.row };
  const present = model.get("now")?.scan;
  if (present && present.row !== null) return { of: "the present scan", id: present.run_id, row: present.row };
  return { of: "the latest stored scan", id: history.run, row: history.last > 0 ? history.last : null };
}

function link(at: HTMLAnchorElement, address: string | null, of: string): void {
  if (address === null) {
    at.removeAttribute("href");
    at.setAttribute("aria-disabled", "true");
    at.title = `${of} is not in the store yet`;
  } else if (at.getAttribute("href") !== address) {
    at.href = address;
    at.removeAttribute("aria-disabled");
    at.title = of;
  }
}
