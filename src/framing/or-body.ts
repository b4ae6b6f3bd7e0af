import type { FrameParser, Framing } from "../protocol/frame.js";
import { refuse, refuseForeign } from "./refuse.js";
import { wholeBody } from "./whole-body.js";

/**
 * A declared framing that is ready for a server that does not stream: a reply whose content type or first character says so
 * is read as one JSON body. A page or a picture throws `unexpected-response`, and so do Server-Sent Events where lines of
 * JSON were declared.
 *
 * @param lines given where the stream itself begins with JSON, as lines do; then only the content type can tell, and this
 *   framing (`jsonBody`) tells a body from lines that call themselves one
 */
export function orBody(stream: Framing, lines?: Framing): Framing {
  return {
    createParser(onFrame, head) {
      const { contentType } = head;
      refuseForeign(contentType);
      let held = "";
      let parser: FrameParser | undefined;
      return {
        push(text) {
          if (parser) return parser.push(text);
          held += text;
          const first = held.trimStart().charAt(0);
          if (!first) return;
          if (first === "<") refuse("an HTML page");
          if (lines && /[deir:]/.test(first)) refuse("Server-Sent Events");
          const body = lines ? /^application\/([\w.-]+\+)?json$/.test(contentType) : /[[{]/.test(first);
          parser = (body ? (lines ?? wholeBody) : stream).createParser(onFrame, head);
          parser.push(held);
        },
        end: () => parser?.end() ?? true,
      };
    },
  };
}
