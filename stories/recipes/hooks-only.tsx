import { useState } from "react";
import { messageText, useChatStream, useStickToBottom, type ChatStreamOptions } from "../../src/index.js";

/** A whole chat without a component or a style of the kit. */
export function HooksOnly(options: ChatStreamOptions) {
  const { messages, status, error, isBusy, send, abort, restart } = useChatStream(options);
  const { scrollerRef, contentRef, isAtEnd, scrollToEnd } = useStickToBottom<HTMLDivElement>();
  const [draft, setDraft] = useState("");
  return (
    <section className="custom-ui" aria-label="Chat">
      {/* What scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <div ref={scrollerRef} className="scroller" role="log" aria-label="Messages" aria-live="off" tabIndex={0}>
        <div ref={contentRef}>
          {messages.map((message) => (
            <p key={message.id} dir="auto" data-role={message.role} data-status={message.status}>
              <b>{message.role === "user" ? "You: " : "Model: "}</b>
              {messageText(message)}
            </p>
          ))}
        </div>
      </div>
      {!isAtEnd && <button onClick={scrollToEnd}>Newest</button>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send(draft);
          setDraft("");
        }}
      >
        <input aria-label="Question" value={draft} onChange={(event) => setDraft(event.target.value)} />
        <button>Send</button>
        {isBusy && (
          <button type="button" onClick={abort}>
            Stop
          </button>
        )}
        {status === "error" && (
          <button type="button" onClick={() => void restart()}>
            Try again
          </button>
        )}
      </form>
      <output>{error ? error.message : status}</output>
    </section>
  );
}
