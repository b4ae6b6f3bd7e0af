import type { Framing } from "../protocol/frame.js";
import { refuseForeign } from "./refuse.js";

/** Text as it comes: one frame per network chunk. */
export const plainText: Framing = {
  createParser(onFrame, { contentType }) {
    refuseForeign(contentType);
    return {
      push: (data) => {
        if (data) onFrame({ data, plain: true });
      },
      end: () => true,
    };
  },
};
