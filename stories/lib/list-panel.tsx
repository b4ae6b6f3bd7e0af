import type { Meta } from "@storybook/react-vite";
import { Composer } from "../../src/index.js";
import { chat, withChat, type ChatSetup } from "./chat.js";
import { replay } from "./replay.js";

/** What stories of a list of messages have in common: a panel with the list, an input below it, and a server that tells a story. */
export function listPanel(setup?: ChatSetup): Pick<Meta, "parameters" | "decorators"> {
  return {
    parameters: {
      frame: "panel",
      question: "Tell me a story about an API gateway.",
      ...chat({ fetch: replay("openai-chat/aisix-story.sse"), className: "hw-chat-panel", ...setup }),
    },
    decorators: [
      (Story) => (
        <>
          <Story />
          <Composer />
        </>
      ),
      withChat,
    ],
  };
}
