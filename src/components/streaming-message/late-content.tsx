"use client";
import { createElement, lazy, useSyncExternalStore, type ComponentType, type ReactElement } from "react";
import { useMessage } from "../../hooks/chat-context.js";
import { contentOnDemand } from "./content-on-demand.js";
import { MessageNotice } from "./message-notice.js";
import { MessageProgress } from "./message-progress.js";
import type { MessageProps } from "./message-props.js";

const { get, load, subscribe } = contentOnDemand;
const isServer = typeof document === "undefined";

/** Loads what shows messages, unless it is there. */
export async function loadContent(): Promise<ComponentType<MessageProps> | undefined> {
  return load(async () => (await import("./message-content.js")).MessageContent);
}

// A server is complete before its first page.
if (isServer) void loadContent();

/** The words of a message as they are, and how it ended: until the rest has come, and for good where it cannot be loaded. */
export function PlainContent({ message: outline }: MessageProps): ReactElement {
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
  const isThere = await loadContent();
  // On a server React is told of it, and leaves this message to the browser.
  if (!isThere && !isServer) await new Promise<void>(subscribe);
  return { default: get()! };
});

function subscribeAndLoad(listener: () => void): () => void {
  void loadContent();
  return subscribe(listener);
}

/** What shows a message, once it is there; until then its words alone. */
export function LateContent(props: MessageProps): ReactElement {
  const Content = useSyncExternalStore(subscribeAndLoad, get, () => get() ?? Awaited) ?? PlainContent;
  return createElement(Content, props);
}
