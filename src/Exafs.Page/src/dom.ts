// Builds elements. Text goes in as text: what comes over the wire never becomes markup.

export type Child = Node | string | null;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function button(text: string, attributes: Record<string, string>, click: () => void): HTMLButtonElement {
  const made = el("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", click);
  return made;
}

/** Leaves alone what is the same: a selection stays, and nothing is laid out anew. */
export function say(at: HTMLElement, text: string): void {
  if (at.textContent !== text) at.textContent = text;
}

export function show(at: HTMLElement, isShown: boolean): void {
  if (at.hidden === isShown) at.hidden = !isShown;
}

const built = new WeakMap<HTMLElement, string>();

/** Builds the children anew only when `key` changes, so that the keyboard's focus survives a state that says the same. */
export function keyed(at: HTMLElement, key: string, build: () => Child[]): void {
  if (built.get(at) === key) return;
  built.set(at, key);
  at.replaceChildren(...build().filter((child) => child !== null));
}

/** A lamp: colour, shape and word say the same. */
export type Light = "good" | "warning" | "bad" | "off";

const SHAPES: Record<Light, string> = { good: "●", warning: "▲", bad: "■", off: "○" };

export function light(at: HTMLElement, which: Light, word: string): void {
  if (at.dataset.light !== which) at.dataset.light = which;
  say(at, `${SHAPES[which]} ${word}`);
}

let toasts: HTMLElement | null = null;

/** A sentence that stays for a while. */
export function toast(text: string, isTrouble = false): void {
  if (toasts === null) {
    toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    document.body.append(toasts);
  }
  const one = el("p", { class: isTrouble ? "toast toast-trouble" : "toast" }, text);
  toasts.append(one);
  while (toasts.childElementCount > 4) toasts.firstElementChild?.remove();
  setTimeout(() => one.remove(), isTrouble ? 12_000 : 6_000);
}
