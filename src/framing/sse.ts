import { createParser } from "eventsource-parser";
import type { Framing } from "../protocol/frame.js";

/**
 * Server-Sent Events, one frame per event with data. Comments and events without `data:` make no frame.
 *
 * At a clean end a last event without its blank line is emitted as `unterminated`; the standard would drop it, servers in
 * the field forget it. Source: WHATWG HTML, "Interpreting an event stream".
 */
export const sse: Framing = {
  name: "sse",
  createParser(onFrame) {
    let ending = false;
    // What stands after the last line end; only its beginning matters, so a huge line is not kept twice.
    let rest = "";
    let emitted = 0;
    let started = false;
    const parser = createParser({
      onEvent({ data, event, id }) {
        emitted++;
        onFrame({ data, event, id, unterminated: ending || undefined });
      },
    });
    return {
      push(chunk) {
        // The parser knows the byte order mark only as three undecoded characters.
        const text = started ? chunk : chunk.replace(/^\uFEFF/, "");
        started ||= chunk !== "";
        const lineEnd = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
        if (lineEnd >= 0) rest = text.slice(lineEnd + 1, lineEnd + 9);
        else if (rest.length < 8) rest += text.slice(0, 8);
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
