// Changes of the daemon's state: one POST each, with the token where one is needed.
import { ask } from "./dialogs";
import { toast } from "./dom";
import type { Model } from "./model";

const KEY = "exafs-token";

/** Tells the daemon's answer as a toast. True: it was done. */
export async function post(model: Model, address: string, body: object): Promise<boolean> {
  const needsToken = model.get("state")?.needs_token === true;
  for (let attempt = 0; attempt < 2; attempt++) {
    let token: string | null = null;
    if (needsToken || attempt > 0) {
      token =
        sessionStorage.getItem(KEY) ??
        (await ask("Token", "The daemon asks for its token", { isSecret: true, doing: "Use it" }));
      if (token === null) return false;
    }
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
      const sentence = (await answer.text()).trim().slice(0, 500);
      if (answer.status === 401) {
        sessionStorage.removeItem(KEY);
        toast("The daemon does not take this token.", true);
        continue;
      }
      if (token !== null) sessionStorage.setItem(KEY, token);
      toast(sentence || (answer.ok ? "Done." : `Refused: ${answer.status} ${answer.statusText}`), !answer.ok);
      return answer.ok;
    } catch {
      toast("The daemon could not be reached; nothing was changed.", true);
      return false;
    }
  }
  return false;
}
