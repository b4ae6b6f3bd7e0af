import { plainText as plainTextFraming } from "../../framing/plain-text.js";
import type { Adapter } from "../../protocol/adapter.js";
import { neverEmpty } from "../never-empty.js";

/**
 * A body of plain text, appended as it comes. A clean end of the body is the end of the answer; nothing at all is no answer.
 *
 * Source: what `StreamingResponse` of Starlette and `res.write` of Node send as `text/plain`.
 */
export const plainText: Adapter = {
  name: "plain-text",
  framing: neverEmpty(plainTextFraming),
  createDecoder: () => (json) => [{ type: "text-delta", delta: String(json) }],
};
