"use client";
import { createElement, lazy, Suspense, useSyncExternalStore, type ReactElement } from "react";
import { useMessage } from "../../hooks/chat-context.js";
import type { Message } from "../../protocol/message.js";
import { contentOnDemand } from "./content-on-demand.js";
import { MessageNotice } from "./message-notice.js";
import { MessageProgress } from "./message-progress.js";
import type { MessageProps } from "./message-props.js";

const { get, load, subscribe } = contentOnDemand;
const isServer = typeof document === "undefined";

/**
 * Loads what shows messages, unless it is there or under way; a list of messages does so by itself. Await it beside what fetches a saved
 * conversation, and its first rendering is complete.
 *
 * @returns when it has come; never rejects: where it cannot be loaded, messages are plain text, and the next one tries again
 */
export async function loadMessageContent(): Promise<void> {
  await load(async () => (await import("./message-content.js")).MessageContent);
}

// A server is complete before its first page.
if (isServer) void loadMessageContent();

/** The words of a message as they are, and how it ended: until the rest has come, and for good where it cannot be loaded. */
function PlainContent({ message: outline }: MessageProps): ReactElement {
  const message = useMessage(outline.id) ?? outline;
  return (
    <>
      {message.parts.map((part, index) =>
        part.type === "text" || part.type === "refusal" ? (
          // Parts are only ever appended, so their place is their identity.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          <div key={index} className="hw-text hw-plain" dir="auto">
            {part.text}
          </div>
        ) : null,
      )}
      <MessageProgress message={message} />
      <MessageNotice message={message} />
    </>
  );
}

/** In a page of a server: what it sent stays until it can come alive. */
const Awaited = lazy(async () => {
  await loadMessageContent();
  // On a server React is told of a failure, and leaves this message to the browser.
  if (!get() && !isServer) await new Promise<void>(subscribe);
  return { default: get()! };
});

function subscribeAndLoad(listener: () => void): () => void {
  void loadMessageContent();
  return subscribe(listener);
}

/** What shows a message, once it is there; until then its words alone. */
function LateContent(props: MessageProps): ReactElement {
  const Content = useSyncExternalStore(subscribeAndLoad, get, () => get() ?? Awaited) ?? PlainContent;
  return createElement(Content, props);
}

interface Content {
  readonly show: (message: Message) => ReactElement;
  /** The first rendering is one on a server, or of what a server sent. */
  readonly onServer: () => void;
}

/** What shows one message, with what there is at its first rendering. */
export function createContent(): Content {
  const Content = get() ?? LateContent;
  let isFromServer = false;
  return {
    onServer() {
      isFromServer = true;
    },
    show(message) {
      const content = <Content message={message} />;
      // Others never wait, and there are many of them.
      return isFromServer ? <Suspense fallback={<PlainContent message={message} />}>{content}</Suspense> : content;
    },
  };
}
