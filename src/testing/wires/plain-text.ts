import { cutWords } from "./frames.js";
import { anyPrompt, fastapiError, streamsByDefault } from "./items.js";
import type { MockWire } from "./wire.js";

/**
 * A body of plain text, a word at a time. It has no end but its own, and no errors.
 *
 * Source: what `StreamingResponse` of Starlette and `res.write` of Node send as `text/plain`.
 */
export const plainTextWire: MockWire = {
  name: "plain-text",
  title: "Plain text as it comes",
  routes: ["POST /text/stream", "GET /text/stream"],
  transport: "text",
  contentType: "text/plain; charset=utf-8",
  prompt: anyPrompt,
  streams: streamsByDefault,
  encode: ({ text = "" }) => cutWords(text),
  errorBody: fastapiError,
};
