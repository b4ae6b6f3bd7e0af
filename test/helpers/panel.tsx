import { render, screen, within, type RenderResult } from "@testing-library/react";
import { userEvent, type UserEvent } from "@testing-library/user-event";
import { openaiChat } from "../../src/adapters/index.js";
import { ChatPanel, type ChatPanelProps } from "../../src/index.js";
import { mockFetch, type MockFetch } from "../../src/testing/mock-fetch.js";
import { soon } from "./async.js";
import { createIds, numbered, type Play } from "./chat.js";

export interface TestPanel extends RenderResult {
  readonly user: UserEvent;
  readonly fetch: MockFetch;
  /** Where the user writes. */
  readonly input: () => HTMLTextAreaElement;
  /** Writes a text and presses Enter. */
  readonly say: (text: string) => Promise<void>;
}

/** The rows of the conversation, oldest first. */
export function rows(): HTMLElement[] {
  return within(screen.getByRole("log")).queryAllByRole("article");
}

/** A panel over scripted replies. */
export function renderPanel(play: Play = numbered, props: Partial<ChatPanelProps> = {}): TestPanel {
  const user = userEvent.setup();
  const fetch = mockFetch(play);
  const all = {
    endpoint: "https://example.test/chat",
    adapter: openaiChat,
    fetch,
    schedule: soon,
    generateId: createIds(),
    // Else each text is there twice.
    announce: "end",
    ...props,
  } as ChatPanelProps;
  const view = render(<ChatPanel {...all} />);
  const input = () => screen.getByRole<HTMLTextAreaElement>("textbox");
  const say = (text: string) => user.type(input(), `${text}{Enter}`);
  return { ...view, user, fetch, input, say };
}
