import { render, screen, type RenderResult } from "@testing-library/react";
import { userEvent, type UserEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import {
  ChatProvider,
  Composer,
  ComposerField,
  ComposerInput,
  ComposerQueue,
  ComposerSubmit,
  type ComposerProps,
} from "../../src/index.js";
import { createTestChat, type Play, type TestChat } from "./chat.js";
import { delta } from "./openai.js";

export interface TestComposer extends RenderResult, TestChat {
  readonly user: UserEvent;
  /** Where the user writes. */
  readonly input: HTMLTextAreaElement;
  /** What the server got last. */
  readonly content: () => unknown;
}

/** A server that begins to answer and does not end. */
export const running: Play = () => ({ chunks: [delta("a")], end: "open" });

/** A composer with more parts in its field than usual, over scripted replies. */
export function renderComposer(
  extra: ReactNode,
  { play = running, whenBusy, ...props }: ComposerProps & { play?: Play; whenBusy?: "ignore" | "queue" } = {},
): TestComposer {
  const test = createTestChat(play, { whenBusy });
  const view = render(
    <ChatProvider chat={test.chat}>
      <div className="headwater">
        <Composer {...props}>
          <ComposerQueue />
          <ComposerField>
            {extra}
            <ComposerInput />
            <ComposerSubmit />
          </ComposerField>
        </Composer>
      </div>
    </ChatProvider>,
  );
  const content = () => {
    const { messages } = test.fetch.requests.at(-1)!.body as { messages: { content: unknown }[] };
    return messages.at(-1)!.content;
  };
  return { ...view, ...test, user: userEvent.setup(), input: screen.getByRole("textbox"), content };
}
