import type { Framing } from "../protocol/frame.js";

const byteOrderMark = "\uFEFF";

/**
 * One JSON value per line. Lines end with `\n` only (a trailing `\r` is dropped): U+2028 and a bare CR may stand inside a
 * value. Blank lines are skipped but counted. A last line without its line end is emitted as `unterminated`.
 * Source: jsonlines.org.
 */
export const jsonLines: Framing = {
  name: "json-lines",
  createParser(onFrame) {
    // Fragments of the open line are joined once, when it ends: re-joining per chunk is quadratic on long lines.
    let open: string[] = [];
    let line = 0;
    const emit = (raw: string, unterminated?: true) => {
      line++;
      let data = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      if (line === 1 && data.startsWith(byteOrderMark)) data = data.slice(1);
      if (data.trim() !== "") onFrame({ data, line, unterminated });
    };
    return {
      push(text) {
        let start = 0;
        for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
          const piece = text.slice(start, end);
          if (open.length === 0) emit(piece);
          else {
            open.push(piece);
            const whole = open.join("");
            open = [];
            emit(whole);
          }
          start = end + 1;
        }
        if (start < text.length) open.push(start === 0 ? text : text.slice(start));
      },
      end() {
        if (open.length > 0) emit(open.join(""), true);
        return true;
      },
    };
  },
};
