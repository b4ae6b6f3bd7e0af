import { StreamError, type StreamErrorCode, type StreamErrorDetails } from "./errors.js";
import { get, list, object, str } from "./read.js";

const permanent = /billing|budget|quota|content_filter|invalid|auth|permission|not_found/i;

/** A text that says something, or a number as text: servers use both for codes (OpenRouter sends 402). */
function text(value: unknown): string | undefined {
  return typeof value === "number" ? String(value) : typeof value === "string" ? value || undefined : undefined;
}

/**
 * The server's words in the error bodies of all systems known:
 * `{error: {message, type, code, param}}` and `{error: "text"}` (OpenAI and its compatibles, AISIX, Anthropic, Gemini also as a
 * list of one), `{error: "Name", message}` (LangGraph, Fastify), `{tpe, errors: [{description, key}]}` (Writer, several at once),
 * `{code, message}` (Xano, TwelveLabs), and FastAPI's `{detail}`, a text, an object of the application's own, or a list of
 * `{msg, type, loc}`.
 */
function readWords(body: unknown): { [key in "message" | "code" | "type" | "param"]: string | undefined } {
  // Gemini's list of one.
  const json = Array.isArray(body) ? (body[0] as unknown) : body;
  const detail = get(json, "detail");
  const [invalid] = list(json, "detail");
  const errors = list(json, "errors");
  const error = get(json, "error");
  // LangGraph and Fastify: the name of the error beside its words.
  const name = typeof error === "string" && str(json, "message") ? error : undefined;
  const said = name ? json : error || invalid || detail || json;
  const type = str(json, "tpe") ?? name ?? str(said, "type");
  return {
    message:
      errors
        .map((entry) => str(entry, "description"))
        .filter(Boolean)
        .join("; ") ||
      text(said) ||
      text(get(said, "message")) ||
      text(get(said, "msg")),
    code: text(get(errors[0], "key") ?? get(said, invalid ? "type" : "code")),
    // `type: "error"` names the frame, not the error.
    type: invalid || type === "error" ? undefined : type,
    param: str(said, "param") ?? str(get(said, "payload"), "param") ?? text(list(said, "loc").join(".")),
  };
}

/** True for an object that can only be an error: `{error: …}` with a value, or Writer's `{tpe, errors}`. */
export function isErrorBody(json: unknown): boolean {
  return (str(json, "error") ?? object(get(json, "error")) ?? str(json, "tpe")) !== undefined;
}

/**
 * Whether the same request may succeed later: 408, 409, 425, 429 and 5xx, unless the server names a cause that does not
 * go away by waiting (billing, quota, content filter, invalid request). Without a status a failure counts as passing.
 */
function isRetryable(status: number | undefined, code: string | undefined, type: string | undefined): boolean {
  if (permanent.test(`${code} ${type}`)) return false;
  const told = [status, Number(code)].find((number) => number! >= 400 && number! < 600);
  return !told || told >= 500 || [408, 409, 425, 429].includes(told);
}

/**
 * The error a server reported, in its own words.
 *
 * @param json the parsed body or frame, or its text when it is not JSON
 * @param details what the reply's head says (status, content type, retry-after)
 * @param fallback the words used when the server sent none
 */
export function serverError(
  code: StreamErrorCode,
  json: unknown,
  details: StreamErrorDetails = {},
  fallback: string = "The server reported an error.",
): StreamError {
  const words = readWords(json);
  return new StreamError(code, words.message ?? fallback, {
    ...details,
    serverCode: words.code,
    serverType: words.type,
    param: words.param,
    retryable: isRetryable(details.status, words.code, words.type),
  });
}
