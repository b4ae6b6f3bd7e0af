import { plainText as plainTextFraming } from "../../framing/plain-text.js";
import type { Adapter } from "../../protocol/adapter.js";

/** A body of plain text, appended as it comes. A clean end of the body is the end of the answer. */
export const plainText: Adapter = {
  name: "plain-text",
  framing: plainTextFraming,
  createDecoder: () => (json) => [{ type: "text-delta", delta: String(json) }],
};
