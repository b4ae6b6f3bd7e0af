import type { Framing } from "../protocol/frame.js";
import { refuseForeign } from "./refuse.js";

/** Text as it comes: one frame per network chunk, without a byte order mark. */
export const plainText: Framing = {
  name: "plain-text",
  createParser(onFrame, { contentType }) {
    refuseForeign(contentType);
    let started = false;
    return {
      push(text) {
        const data = started ? text : text.replace(/^\uFEFF/, "");
        started ||= text !== "";
        if (data !== "") onFrame({ data, plain: true });
      },
      end: () => true,
    };
  },
};
