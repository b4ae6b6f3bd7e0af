import { StreamError, type StreamErrorCode, type StreamErrorDetails } from "./errors.js";
import { get, list, object, str } from "./read.js";

/** What a server says about a failure, whatever the shape it uses. */
interface ServerWords {
  message?: string | undefined;
  code?: string | undefined;
  type?: string | undefined;
  param?: string | undefined;
}

const permanent =
  /billing|budget|insufficient_quota|content_filter|invalid_request|invalid_api_key|authentication|permission|not_found/i;

/** A string, or a number as text: servers use both for codes (OpenRouter sends 402). */
function text(value: unknown): string | undefined {
  return typeof value === "number" ? String(value) : typeof value === "string" && value !== "" ? value : undefined;
}

/** FastAPI: `{detail}` is a text, a list of `{msg, type, loc}`, or an object of the application's own. */
function fastapi(detail: unknown): ServerWords | undefined {
  if (typeof detail === "string") return { message: detail };
  const first: unknown = Array.isArray(detail) ? detail[0] : detail;
  if (object(first) === undefined) return undefined;
  const path = list(first, "loc").join(".");
  return {
    message: str(first, "msg") ?? str(first, "message"),
    code: text(get(first, "type")) ?? text(get(first, "code")),
    param: path === "" ? undefined : path,
  };
}

/** Writer: `{tpe, errors: [{description, key}]}`, several errors at once. */
function writer(json: unknown): ServerWords {
  const errors = list(json, "errors");
  return {
    message: errors
      .map((entry) => str(entry, "description") ?? "")
      .filter(Boolean)
      .join("; "),
    code: str(errors[0], "key"),
    type: str(json, "tpe"),
  };
}

/**
 * Reads the server's words from the error bodies of all systems known (OpenAI and its compatibles, AISIX, Writer, Xano,
 * FastAPI, TwelveLabs, Anthropic). `undefined` when the value is no error of a known shape.
 */
function readServerWords(json: unknown): ServerWords | undefined {
  const error = get(json, "error");
  if (typeof error === "string") return { message: error };
  if (object(error) !== undefined) {
    return {
      message: str(error, "message"),
      code: text(get(error, "code")),
      type: str(error, "type"),
      param: str(error, "param"),
    };
  }
  if (str(json, "tpe") !== undefined) return writer(json);
  const detail = get(json, "detail");
  if (detail !== undefined) return fastapi(detail);
  const message = str(json, "message");
  return message === undefined ? undefined : { message, code: text(get(json, "code")), type: str(json, "type") };
}

/** True for an object that can only be an error: `{error: …}` with a value, or Writer's `{tpe, errors}`. */
export function isErrorBody(json: unknown): boolean {
  const error = get(json, "error");
  return typeof error === "string" || object(error) !== undefined || str(json, "tpe") !== undefined;
}

/**
 * Whether the same request may succeed later: 408, 409, 425, 429 and 5xx, unless the server names a cause that does not
 * go away by waiting (billing, quota, content filter, invalid request). Without a status a failure counts as passing.
 */
function isRetryable(status: number | undefined, words: ServerWords | undefined): boolean {
  if (permanent.test(`${words?.code} ${words?.type}`)) return false;
  const code = Number(words?.code);
  const effective = status !== undefined && status >= 400 ? status : code >= 400 && code < 600 ? code : undefined;
  return effective === undefined || effective >= 500 || [408, 409, 425, 429].includes(effective);
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
  fallback: string = "The server reported an error without a message.",
): StreamError {
  const words = typeof json === "string" ? { message: json.trim() } : readServerWords(json);
  return new StreamError(code, words?.message || fallback, {
    ...details,
    serverCode: words?.code,
    serverType: words?.type,
    param: words?.param,
    retryable: isRetryable(details.status, words),
  });
}
