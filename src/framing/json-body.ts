import type { FrameParser, Framing } from "../protocol/frame.js";
import { jsonLines } from "./json-lines.js";

/** A value that stands alone on the first line, and the beginning of another one: no indented document looks like that. */
const twoLines = /^(\{.*\}|\[.*\]|".*")\s*\n\s*\S/;

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
        if (isDocument || !lineEnded) return;
        const body = held.join("").trimStart();
        held = [body];
        if (twoLines.test(body)) {
          lines = jsonLines.createParser(onFrame, head);
          lines.push(body);
        } else {
          lineEnded = body.includes("\n");
          isDocument = /\n\s*\S/.test(body);
        }
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
