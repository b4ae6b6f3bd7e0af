import type { Frame, FrameParser, Framing } from "../protocol/frame.js";
import { jsonLines } from "./json-lines.js";

/** `{…}`, `[…]`, `"…"` on one line can be a value of its own; a line of an indented document never looks like that. */
function isWholeValue(line: string): boolean {
  const text = line.trim();
  return /^(\{.*\}|\[.*\]|".*")$/s.test(text) && text.length > 1;
}

/**
 * A reply that calls itself JSON: one frame with the whole body, marked `whole`.
 *
 * Servers also send JSON Lines under that name. If the first line is a value of its own and another value follows, the body
 * is read as lines from there on.
 */
export const jsonBody: Framing = {
  name: "json-body",
  createParser(onFrame, head) {
    let held: string[] = [];
    let first: "open" | "value" | "document" = "open";
    let lines: FrameParser | undefined;

    const judge = (text: string) => {
      if (first === "open" && text.includes("\n")) {
        const body = held.join("").trimStart();
        held = [body];
        const lineEnd = body.indexOf("\n");
        if (lineEnd >= 0) first = isWholeValue(body.slice(0, lineEnd)) ? "value" : "document";
      }
      if (first === "value") {
        const body = held.join("");
        held = [body];
        const more = body.slice(body.indexOf("\n")).trim() !== "";
        if (more) {
          lines = jsonLines.createParser(onFrame, head);
          lines.push(body);
          held = [];
        }
      }
    };

    return {
      push(text) {
        if (lines !== undefined) return lines.push(text);
        held.push(text);
        judge(text);
      },
      end() {
        if (lines !== undefined) return lines.end();
        const data = held
          .join("")
          .replace(/^\uFEFF/, "")
          .trim();
        if (data !== "") onFrame({ data, whole: true } satisfies Frame);
        return true;
      },
    };
  },
};
