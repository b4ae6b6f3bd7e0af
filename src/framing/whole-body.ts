import type { Framing } from "../protocol/frame.js";

/** One JSON value is the whole body: one frame, marked `whole`. */
export const wholeBody: Framing = {
  createParser(onFrame) {
    const held: string[] = [];
    return {
      push: (text) => held.push(text),
      end() {
        const data = held.join("").trim();
        if (data) onFrame({ data, whole: true });
        return true;
      },
    };
  },
};
