import { createParser } from "eventsource-parser";
import type { Framing } from "../protocol/frame.js";

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
        const lineEnd = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
        rest = (lineEnd < 0 ? rest + text : text.slice(lineEnd + 1)).slice(0, 8);
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
