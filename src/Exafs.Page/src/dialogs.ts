// Asks for a line of text; the browser's own dialog element keeps the keyboard inside.
import { button, el } from "./dom";

/** What was typed; null: thought better of it. */
export async function ask(
  title: string,
  label: string,
  options: { isSecret?: boolean; doing: string },
): Promise<string | null> {
  const input = el("input", {
    type: options.isSecret ? "password" : "text",
    autocomplete: "off",
    maxlength: "500",
    required: "",
  });
  const isDone = await open(title, el("label", {}, label, input), options.doing);
  const text = input.value.trim();
  return isDone && text !== "" ? text : null;
}

export const confirm = (title: string, text: string, doing: string): Promise<boolean> =>
  open(title, el("p", {}, text), doing);

function open(title: string, body: Node, doing: string): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "ask" });
    const form = el(
      "form",
      {},
      el("h2", {}, title),
      body,
      el(
        "p",
        { class: "dialog-buttons" },
        button("Cancel", { class: "plain" }, () => dialog.close()),
        el("button", { type: "submit" }, doing),
      ),
    );
    // Closed here, not by method="dialog": the page's content security policy lets no form go anywhere.
    form.addEventListener("submit", (submit) => {
      submit.preventDefault();
      dialog.close("done");
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "done");
    });
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
  });
}
