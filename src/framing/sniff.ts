import type { FrameParser, Framing } from "../protocol/frame.js";
import { refuse, refuseForeign } from "./refuse.js";

/** The framings to choose from. */
export interface Framings {
  readonly sse: Framing;
  readonly jsonLines: Framing;
  readonly jsonBody: Framing;
  readonly plainText: Framing;
}

/** What tells a format by its first characters. */
const marks = ["data:", "event:", "id:", "retry:", ":", "<html", "<!doctype"];
const lineTypes = /jsonl|ndjson|stream\+json/;

/**
 * Finds the framing by content type and first characters; `undefined` while more of them are needed to tell.
 * `start` is the beginning of the body without byte order mark and leading blanks.
 */
function kindOf(contentType: string, start: string, atEnd: boolean): keyof Framings | "html" | undefined {
  const text = start.startsWith("<") ? start.toLowerCase() : start;
  const mark = marks.find((known) => text.startsWith(known));
  if (mark === undefined && !atEnd && marks.some((known) => known.startsWith(text))) return undefined;
  const page = mark?.startsWith("<");
  if (page && contentType !== "text/plain") return "html";
  const json = /^[[{]/.test(text);
  if (contentType === "text/event-stream") return json ? "jsonBody" : "sse";
  if (lineTypes.test(contentType)) return "jsonLines";
  if (mark !== undefined && !page) return "sse";
  if (contentType.includes("json")) return "jsonBody";
  return json && contentType !== "text/plain" ? "jsonLines" : "plainText";
}

/**
 * A framing that looks at the content type and the first characters of the body before it chooses: labels are often wrong
 * (SSE served as `application/json`, a JSON error served as `text/event-stream`), and a server that does not stream answers
 * with one JSON body. A page or a picture throws `unexpected-response`.
 */
export function sniff(framings: Framings): Framing {
  return {
    createParser(onFrame, head) {
      refuseForeign(head.contentType);
      let held = "";
      let parser: FrameParser | undefined;
      const push = (text: string, atEnd: boolean): void => {
        if (parser !== undefined) return parser.push(text);
        held += text;
        const start = held.trimStart();
        const kind = start === "" ? undefined : kindOf(head.contentType, start, atEnd);
        if (kind === undefined) return;
        if (kind === "html") return refuse("an HTML page");
        parser = framings[kind].createParser(onFrame, head);
        parser.push(held);
      };
      return {
        push: (text) => push(text, false),
        end() {
          push("", true);
          return parser?.end() ?? true;
        },
      };
    },
  };
}
