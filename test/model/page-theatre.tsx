import { StrictMode, useLayoutEffect, type ReactElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { Chat, ChatOptions } from "../../src/chat/chat.js";
import { forgetChat } from "../../src/hooks/shared-chats.js";
import { useChatStream } from "../../src/hooks/use-chat-stream.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import type { Theatre } from "./play.js";
import type { World } from "./world.js";

interface Shown {
  readonly messages: readonly Message[];
  readonly queue: readonly Message[];
  readonly status: string;
  readonly error: string | undefined;
}

function say({ messages, queue, status, error }: Shown): string {
  const said = messages.map((message) => [message.id, message.role, message.status, messageText(message)]);
  return JSON.stringify([said, queue.map(messageText), status, error]);
}

let chats = 0;

/** A chat that two components of a page share in StrictMode. */
export function pageTheatre(world: World): Theatre {
  const chatId = `model ${++chats}`;
  const host = document.createElement("div");
  const root = createRoot(host);
  let options: ChatOptions = world.optionsFor(world.config);
  let places = ["first", "second"];
  let chat: Chat | undefined;
  const give = (found: Chat): void => {
    chat = found;
  };

  function Place({ given }: { readonly given: ChatOptions }): ReactElement {
    const stream = useChatStream({ ...given, chatId });
    useLayoutEffect(() => give(stream.chat), [stream.chat]);
    const { messages, queue, status, error } = stream;
    return <pre>{say({ messages, queue, status, error: error?.code })}</pre>;
  }

  function render(): void {
    flushSync(() =>
      root.render(
        <StrictMode>
          {places.map((place) => (
            <Place key={place} given={options} />
          ))}
        </StrictMode>,
      ),
    );
  }

  render();
  return {
    chat: () => chat!,
    update({ config, optionsFor }) {
      options = optionsFor(config);
      render();
    },
    dispose(leave, left) {
      const shown = places;
      queueMicrotask(leave);
      places = [];
      render();
      queueMicrotask(() => {
        left();
        places = shown;
        render();
      });
    },
    showTwice(twice) {
      places = twice ? ["first", "second"] : ["second"];
      render();
    },
    check() {
      const { messages, queue } = chat!.store.getState();
      const last = messages.at(-1);
      const answer = last?.role === "assistant" ? last : undefined;
      const expected = say({ messages, queue, status: answer?.status ?? "idle", error: answer?.error?.code });
      const seen = [...host.children].map(({ textContent }) => textContent);
      if (seen.length !== places.length) world.violate(`${seen.length} components are there, not ${places.length}`);
      for (const text of seen) if (text !== expected) world.violate(`the page shows ${text}, the chat is ${expected}`);
    },
    close() {
      flushSync(() => root.unmount());
      forgetChat(chatId);
    },
  };
}
