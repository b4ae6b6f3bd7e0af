import { createParser } from "eventsource-parser";
import type { Framing } from "../protocol/frame.js";

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/**
 * Server-Sent Events, one frame per event with data. Comments and events without `data:` make no frame.
 *
 * At a clean end a last event without its blank line is emitted as `unterminated`; the standard would drop it, servers in
 * the field forget it. Source: WHATWG HTML, "Interpreting an event stream".
 */
export const sse: Framing = {
  createParser(onFrame) {
    let unterminated: true | undefined;
    /** The first character of the last line. */
    let first = "";
    let isEmitted: boolean;
    const parser = createParser({
      onEvent({ data, event, id }) {
        isEmitted = true;
        onFrame({ data, event, id, unterminated });
      },
    });
    return {
      push(text) {
        let start = text.length;
        while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
        first = (start ? "" : first) || text.charAt(start);
        parser.feed(text);
      },
      end() {
        unterminated = true;
        isEmitted = false;
        parser.feed("\n\n");
        return isEmitted || !first || first === ":";
      },
    };
  },
};
