import type { StreamError, StreamErrorDetails } from "../protocol/errors.js";
import type { ReplyHead } from "../protocol/frame.js";
import { serverError } from "../protocol/server-error.js";
import { parseJson } from "./parse-json.js";
import { retryAfter } from "./retry-after.js";

/** Characters of untrusted text kept as evidence. */
export const sampleLength = 500;
/** Characters of an error body that are read before giving up on it. */
const errorBodyLength = 65_536;

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
    bodySample: text === "" ? undefined : text.slice(0, sampleLength),
    retryAfter: retryAfter(response.headers),
  };
}

/** The body as text, or as much of it as came. */
async function readText(response: Response): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    while (text.length < errorBodyLength) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
    }
    await reader.cancel();
  } catch {
    // The status already says that the request failed; half an error body is better than none.
  }
  return text;
}

/** The error of a reply whose status is outside 200–299. Markup is never used as the message. */
export async function httpError(response: Response): Promise<StreamError> {
  const text = (await readText(response)).trim();
  const { contentType } = headOf(response);
  const page = contentType.includes("html") || text.startsWith("<");
  const short = text !== "" && text.length <= sampleLength && !page;
  const parsed = parseJson(text);
  const words = parsed === undefined ? (short ? text : undefined) : parsed.json;
  const status = `${response.status} ${response.statusText}`.trim();
  const kind = page ? " with an HTML page" : "";
  return serverError("http", words, evidence(response, text), `The server answered ${status}${kind}.`);
}
