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
    let ending = false;
    // What stands after the last line end; only its beginning matters, so a huge line is not kept twice.
    let rest = "";
    let emitted = 0;
    const parser = createParser({
      onEvent({ data, event, id }) {
        emitted++;
        onFrame({ data, event, id, unterminated: ending || undefined });
      },
    });
    return {
      push(text) {
        let start = text.length;
        while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
        if (start > 0) rest = text.slice(start, start + 8);
        else if (rest.length < 8) rest = (rest + text).slice(0, 8);
        parser.feed(text);
      },
      end() {
        ending = true;
        const before = emitted;
        parser.feed("\n\n");
        return emitted > before || rest === "" || rest.startsWith(":");
      },
    };
  },
};
