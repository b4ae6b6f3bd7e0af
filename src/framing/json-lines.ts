import type { Framing } from "../protocol/frame.js";

/**
 * One JSON value per line. Lines end with `\n` only (a trailing `\r` is dropped): U+2028 and a bare CR may stand inside a
 * value. Blank lines are skipped but counted. A last line without its line end is emitted as `unterminated`.
 * Source: jsonlines.org.
 */
export const jsonLines: Framing = {
  createParser(onFrame) {
    // Fragments of the open line are joined once, when it ends: re-joining per chunk is quadratic on long lines.
    let open: string[] = [];
    let line = 0;
    const emit = (raw: string, unterminated?: true) => {
      line++;
      const data = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      if (data.trim() !== "") onFrame({ data, line, unterminated });
    };
    return {
      push(text) {
        let start = 0;
        for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
          const rest = text.slice(start, end);
          if (open.length === 0) emit(rest);
          else {
            const fragments = open;
            open = [];
            emit(fragments.join("") + rest);
          }
          start = end + 1;
        }
        if (start < text.length) open.push(text.slice(start));
      },
      end() {
        if (open.length > 0) emit(open.join(""), true);
        return true;
      },
    };
  },
};
