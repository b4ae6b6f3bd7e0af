import type { Framing } from "../protocol/frame.js";

/**
 * For answers whose only end is the end of the body: a body without a single frame is no answer, so it counts as one that
 * broke off.
 */
export function neverEmpty(framing: Framing): Framing {
  return {
    createParser(onFrame, head) {
      let empty = true;
      const parser = framing.createParser((frame) => {
        empty = false;
        onFrame(frame);
      }, head);
      return { push: parser.push, end: () => parser.end() && !empty };
    },
  };
}
