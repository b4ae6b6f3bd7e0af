import { StreamError } from "../protocol/errors.js";
import type { FrameParser, Framing, ReplyHead } from "../protocol/frame.js";

/** The framings a reader is ready for. What is left out is read by the first one given, but SSE only by `sse`. */
export interface Framings {
  readonly sse?: Framing;
  readonly jsonLines?: Framing;
  readonly jsonBody?: Framing;
  readonly plainText?: Framing;
}

type Kind = keyof Framings;

const sseFields = ["data:", "event:", "id:", "retry:", ":"];

/** `true`: starts with an SSE field; `false`: cannot; `undefined`: too short to tell. */
function startsLikeSse(text: string): boolean | undefined {
  if (sseFields.some((field) => text.startsWith(field))) return true;
  return sseFields.some((field) => field.startsWith(text)) ? undefined : false;
}

/**
 * Finds the framing by content type and first bytes, or `undefined` while more bytes are needed.
 * `text` is the beginning of the body without byte order mark and leading blanks, not empty.
 */
function kindOf(contentType: string, text: string): Kind | undefined {
  const bracket = text.startsWith("{") || text.startsWith("[");
  if (contentType === "text/event-stream") return bracket ? "jsonBody" : "sse";
  if (/jsonl|ndjson|jsonlines|stream\+json/.test(contentType)) return "jsonLines";
  if (contentType.includes("json")) return /^[deir:]/.test(text) ? "sse" : "jsonBody";
  const like = startsLikeSse(text);
  if (like !== false) return like && "sse";
  if (contentType === "text/plain") return "plainText";
  return bracket ? "jsonLines" : "plainText";
}

/** Whether the text opens an HTML page; `undefined` when it is too short to tell. */
function startsLikeHtml(text: string): boolean | undefined {
  const start = text.slice(0, 9).toLowerCase();
  if (start.startsWith("<html") || start === "<!doctype") return true;
  return "<html".startsWith(start) || "<!doctype".startsWith(start) ? undefined : false;
}

const foreign = /^(image|audio|video|font)\/|\/(pdf|zip|gzip|javascript|css|html|xhtml\+xml)$/;

function unexpected(what: string): StreamError {
  return new StreamError("unexpected-response", `The server answered with ${what} instead of a stream.`);
}

/**
 * A framing that looks at the content type and the first bytes of the body before it chooses one of `framings`: labels are
 * often wrong (SSE served as `application/json`, a JSON error served as `text/event-stream`), and a server that does not
 * stream answers with one JSON body.
 *
 * An HTML page, a picture and the like throw `unexpected-response` from the parser.
 */
export function sniff(framings: Framings): Framing {
  const first = Object.values(framings)[0] as Framing;
  return {
    name: `sniff-${first.name}`,
    createParser(onFrame, head: ReplyHead) {
      if (foreign.test(head.contentType)) {
        throw unexpected(
          head.contentType.includes("html") ? "an HTML page" : `content of the type ${head.contentType}`,
        );
      }
      let held = "";
      let parser: FrameParser | undefined;
      const choose = (atEnd: boolean): void => {
        // trimStart also takes the byte order mark away.
        const text = held.trimStart();
        if (text === "" && !atEnd) return;
        const html = startsLikeHtml(text);
        if (html === undefined && !atEnd) return;
        if (html === true && head.contentType !== "text/plain") throw unexpected("an HTML page");
        const kind = kindOf(head.contentType, text) ?? (atEnd ? "plainText" : undefined);
        if (kind === undefined) return;
        if (kind === "sse" && !framings.sse && !framings.plainText) throw unexpected("Server-Sent Events");
        parser = (framings[kind] ?? first).createParser(onFrame, head);
        parser.push(held);
        held = "";
      };
      return {
        push(text) {
          if (parser !== undefined) return parser.push(text);
          held += text;
          choose(false);
        },
        end() {
          if (parser === undefined && held !== "") choose(true);
          return parser?.end() ?? true;
        },
      };
    },
  };
}
