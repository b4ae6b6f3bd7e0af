import type { StreamError, StreamErrorDetails } from "../protocol/errors.js";
import type { ReplyHead } from "../protocol/frame.js";
import { serverError } from "../protocol/server-error.js";
import { parseJson } from "../protocol/parse-json.js";
import { retryAfter } from "./retry-after.js";

/** Characters of untrusted text kept as evidence. */
export const sampleLength = 500;
/** Status and content type of a reply. */
export function headOf(response: Response): ReplyHead {
  const contentType = response.headers.get("content-type") ?? "";
  return { status: response.status, contentType: contentType.split(";")[0]!.trim().toLowerCase() };
}

/** What a reply tells about a failure, whatever its cause. `text` is the beginning of the body. */
export function evidence(response: Response, text: string): StreamErrorDetails {
  return {
    status: response.status,
    contentType: response.headers.get("content-type") ?? undefined,
    bodySample: text.slice(0, sampleLength) || undefined,
    retryAfter: retryAfter(response.headers),
    redirectedTo: response.redirected ? response.url : undefined,
  };
}

/**
 * The error of a reply whose status is outside 200–299. Markup is never used as the message.
 *
 * @param body the body, or as much of it as came
 */
export function httpError(response: Response, body: string): StreamError {
  const text = body.trim();
  const status = `${response.status} ${response.statusText}`.trim();
  const fallback = `The server answered ${status}${isMarkup(text) ? " with an HTML page" : ""}.`;
  return serverError("http", wordsIn(text), evidence(response, text), fallback);
}

function isMarkup(text: string): boolean {
  return text.startsWith("<");
}

/** What the text of an error says: its JSON, or itself where it is short enough to be meant for people. */
export function wordsIn(text: string): unknown {
  const parsed = parseJson(text);
  if (parsed) return parsed.json;
  return isMarkup(text) || text.length > sampleLength ? undefined : text;
}
