import { useState } from "react";
import { ChatPanel, useChatStream, type ChatStreamOptions, type Message } from "../../src/index.js";

/** What was saved, or nothing: anybody may have written there. */
function load(key: string): readonly Message[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(saved) ? (saved as Message[]) : [];
  } catch {
    return [];
  }
}

/** A conversation that is there again after the page was closed. It is written when an answer ends, not with every token. */
export function SavedChat({ storageKey, ...options }: ChatStreamOptions & { readonly storageKey: string }) {
  const [messages] = useState(() => load(storageKey));
  const { chat, setMessages } = useChatStream({ ...options, messages, onFinish: save, onError: save, onAbort: save });
  function save() {
    localStorage.setItem(storageKey, JSON.stringify(chat.store.getState().messages));
  }
  return (
    <>
      <button
        type="button"
        onClick={() => {
          localStorage.removeItem(storageKey);
          setMessages([]);
        }}
      >
        Forget
      </button>
      <ChatPanel chat={chat} />
    </>
  );
}
