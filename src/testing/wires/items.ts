import { get } from "../../protocol/read.js";
import { memberPrompt, messagesPrompt } from "./facts.js";
import type { MockAnswer, MockError } from "./wire.js";

/** The values of an item stream: those of the answer, else its text line by line. */
export function itemsOf({ items, text }: MockAnswer): readonly unknown[] {
  return items ?? (text ? text.split("\n") : []);
}

/** The words of the user, wherever an endpoint of somebody's own may have them. */
export function anyPrompt(body: unknown): string {
  const named = memberPrompt(body, "message", "prompt", "question", "query", "input", "text");
  return messagesPrompt(body) || named || (typeof body === "string" ? body : "");
}

/** FastAPI's body of an error: `HTTPException` with a text, or with a code beside it. */
export function fastapiError({ message, code }: MockError): unknown {
  return { detail: code === undefined ? message : { code, message } };
}

/** Whether a body asks not to stream; servers of one's own stream unless told otherwise. */
export function streamsByDefault({ body }: { readonly body: unknown }): boolean {
  return get(body, "stream") !== false;
}
