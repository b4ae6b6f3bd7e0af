import { useEffect, useState, type ReactElement } from "react";
import {
  ChatProvider,
  messageText,
  useAttempts,
  useChatStream,
  type Chat,
  type ChatOptions,
  type Message,
} from "../../../src/index.js";

function Attempts({ id, show }: { readonly id: string; readonly show: Chat["showAttempt"] }): ReactElement | null {
  const { count, active } = useAttempts(id);
  if (count < 2) return null;
  return (
    <p>
      <button type="button" disabled={active === 0} onClick={() => show(id, active - 1)}>
        Previous attempt
      </button>
      <button type="button" disabled={active === count - 1} onClick={() => show(id, active + 1)}>
        Next attempt
      </button>
      {`${active + 1}/${count}`}
    </p>
  );
}

function OwnMessage({ message, children }: { readonly message: Message; readonly children: ReactElement }) {
  const { role, status, error } = message;
  return (
    <article data-role={role} data-status={status}>
      <p data-part="text">{messageText(message)}</p>
      {error && (
        <p role="alert" data-error={error.code}>
          {error.message}
        </p>
      )}
      {children}
    </article>
  );
}

/** A chat as an application writes its own, with the names that `<ChatPanel>` gives to its controls. */
export function OwnChat({
  options,
  onChat,
}: {
  readonly options: ChatOptions;
  readonly onChat: (chat: Chat) => void;
}): ReactElement {
  const { messages, queue, status, isBusy, send, abort, restart, showAttempt, chat } = useChatStream(options);
  const [draft, setDraft] = useState("");
  useEffect(() => onChat(chat), [chat, onChat]);
  return (
    <ChatProvider chat={chat}>
      <section data-status={status}>
        {messages.map((message) => (
          <OwnMessage key={message.id} message={message}>
            <Attempts id={message.id} show={showAttempt} />
          </OwnMessage>
        ))}
        <ul aria-label="Waiting to be sent">
          {queue.map((message) => (
            <li key={message.id}>{messageText(message)}</li>
          ))}
        </ul>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send(draft);
            setDraft("");
          }}
        >
          <input aria-label="Message" value={draft} onChange={(event) => setDraft(event.target.value)} />
          <button type="submit">Send</button>
          {isBusy ? (
            <button type="button" onClick={abort}>
              Stop
            </button>
          ) : (
            <button type="button" onClick={() => void restart()}>
              Try again
            </button>
          )}
        </form>
      </section>
    </ChatProvider>
  );
}
