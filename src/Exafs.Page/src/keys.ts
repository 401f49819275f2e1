// Keyboard: a control that carries data-shortcut is pressed by its letter; "?" tells which.
import { button, el } from "./dom";

const MORE: [string, string][] = [
  ["?", "this help"],
  ["Esc", "close a dialog; end the comparison"],
  ["Tab", "from control to control"],
  ["drag / double click", "zoom a plot / all of it again"],
];

export function startKeys(back: () => void): HTMLButtonElement {
  const open = button("?", { class: "plain", "aria-label": "Help: keyboard shortcuts" }, help);
  document.addEventListener("keydown", (press) => {
    if (
      press.ctrlKey ||
      press.metaKey ||
      press.altKey ||
      isTyping(press.target) ||
      document.querySelector("dialog[open]")
    )
      return;
    if (press.key === "?") help();
    else if (press.key === "Escape") back();
    else {
      const control = visible().find((one) => one.dataset.shortcut === press.key);
      if (control === undefined) return;
      control.click();
    }
    press.preventDefault();
  });
  return open;
}

const isTyping = (at: EventTarget | null): boolean =>
  at instanceof HTMLInputElement || at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement;

const visible = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>("[data-shortcut]")].filter((one) => one.offsetParent !== null);

function help(): void {
  const own = visible().map((one): [string, string] => [
    one.dataset.shortcut ?? "",
    one.getAttribute("aria-label") ?? one.textContent ?? "",
  ]);
  const rows = [...own, ...MORE].flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)]);
  const dialog = el(
    "dialog",
    { class: "ask" },
    el("h2", {}, "Keyboard"),
    el("dl", { class: "keys" }, ...rows),
    el(
      "p",
      { class: "dialog-buttons" },
      button("Close", {}, () => dialog.close()),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
