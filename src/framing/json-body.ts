import type { FrameParser, Framing } from "../protocol/frame.js";
import { jsonLines } from "./json-lines.js";

/** Stands alone on its line: no line of an indented document looks like that. */
const wholeValue = /^(\{.*\}|\[.*\]|".*")$/;

/**
 * A reply that calls itself JSON: one frame with the whole body, marked `whole`.
 *
 * Servers also send JSON Lines under that name. If the first line is a value of its own and another value follows, the body
 * is read as lines.
 */
export const jsonBody: Framing = {
  createParser(onFrame, head) {
    let held: string[] = [];
    let lineEnded = false;
    let isDocument = false;
    let lines: FrameParser | undefined;
    return {
      push(text) {
        if (lines !== undefined) return lines.push(text);
        held.push(text);
        lineEnded ||= text.includes("\n");
        // The first line can be judged when something follows it; blanks alone change nothing.
        if (isDocument || !lineEnded || text.trim() === "") return;
        const body = held.join("").trimStart();
        const known = body.trimEnd();
        held = [body];
        const lineEnd = known.indexOf("\n");
        if (lineEnd < 0) return;
        isDocument = !wholeValue.test(known.slice(0, lineEnd).trimEnd());
        if (isDocument) return;
        lines = jsonLines.createParser(onFrame, head);
        lines.push(body);
      },
      end() {
        if (lines !== undefined) return lines.end();
        const data = held.join("").trim();
        if (data !== "") onFrame({ data, whole: true });
        return true;
      },
    };
  },
};
