// The pointer on any picture of the stack: zoom, pan, pick. Keys on the section.
import type { Span, Viewport } from "./viewport";

/** A picture, and where its plotting area is on the screen. */
export interface Surface {
  root: HTMLElement;
  area(): DOMRect;
}

export interface Place {
  x: number;
  /** Of the height of the plotting area, from its top. */
  y: number;
}

export interface Hands {
  viewport: Viewport;
  hover(surface: Surface, place: Place | null): void;
  pick(surface: Surface, place: Place, isShifted: boolean): void;
  /** The part that a drag would zoom to. */
  drag(span: Span | null): void;
}

/** Pixels that a press may move and still be a click. */
const still = 5;

export function handle(surface: Surface, hands: Hands): void {
  const { root } = surface;
  const { viewport } = hands;
  const placeOf = (event: MouseEvent): Place => {
    const area = surface.area();
    const { from, to } = viewport.span;
    const share = Math.min(Math.max((event.clientX - area.left) / area.width, 0), 1);
    return { x: from + share * (to - from), y: (event.clientY - area.top) / area.height };
  };
  const isInside = (event: MouseEvent) => {
    const area = surface.area();
    return (
      event.clientX >= area.left - 1 &&
      event.clientX <= area.right + 1 &&
      event.clientY >= area.top &&
      event.clientY <= area.bottom
    );
  };

  root.addEventListener("pointerdown", (down) => {
    const area = surface.area();
    const isOnAxis = down.clientY > area.bottom;
    if (down.button !== 0 || isControl(down.target) || !(isInside(down) || isOnAxis)) return;
    const start = placeOf(down);
    const before = viewport.span;
    const pans = down.shiftKey || isOnAxis;
    let hasMoved = false;
    const move = (event: PointerEvent) => {
      hasMoved ||= Math.abs(event.clientX - down.clientX) > still;
      if (!hasMoved) return;
      if (!pans) return hands.drag(ordered(start.x, placeOf(event).x));
      const by = ((down.clientX - event.clientX) / area.width) * (before.to - before.from);
      if (!viewport.isWhole) viewport.look(before.from + by, before.to + by);
    };
    const end = (event: PointerEvent) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      hands.drag(null);
      if (event.type === "pointercancel") return;
      const place = placeOf(event);
      if (!hasMoved && isInside(down)) hands.pick(surface, place, down.shiftKey);
      else if (hasMoved && !pans) {
        const { from, to } = ordered(start.x, place.x);
        viewport.look(from, to);
      }
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  });
  root.addEventListener("pointermove", (event) => hands.hover(surface, isInside(event) ? placeOf(event) : null));
  root.addEventListener("pointerleave", () => hands.hover(surface, null));
  // A bare wheel scrolls the page: the stack is higher than the window.
  root.addEventListener(
    "wheel",
    (event) => {
      const isAside = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!isInside(event) || !(isAside || event.ctrlKey || event.altKey || event.metaKey)) return;
      event.preventDefault();
      if (isAside) viewport.pan(event.deltaX / surface.area().width);
      else viewport.zoom(2 ** Math.max(-1, Math.min(1, event.deltaY / 250)), placeOf(event).x);
    },
    { passive: false },
  );
  // Before the chart's own, which knows nothing of the stack.
  root.addEventListener(
    "dblclick",
    (event) => {
      if (isControl(event.target)) return;
      event.stopImmediatePropagation();
      viewport.reset();
    },
    { capture: true },
  );
}

export function keys(section: HTMLElement, viewport: Viewport, more: Record<string, () => void>): void {
  const own: Record<string, () => void> = {
    ArrowLeft: () => viewport.pan(-0.2),
    ArrowRight: () => viewport.pan(0.2),
    "+": () => viewport.zoom(0.6),
    "=": () => viewport.zoom(0.6),
    "-": () => viewport.zoom(1 / 0.6),
    "0": () => viewport.reset(),
    ...more,
  };
  section.addEventListener("keydown", (event) => {
    const act = own[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    // The page has keys of its own.
    event.stopPropagation();
    act();
  });
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest("button, input, select, label, a") !== null;

const ordered = (a: number, b: number): Span => ({ from: Math.min(a, b), to: Math.max(a, b) });
