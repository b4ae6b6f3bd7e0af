"use client";
import type { ReactElement } from "react";
import { useChat } from "../../hooks/chat-context.js";
import type { StreamError } from "../../protocol/errors.js";
import type { Message } from "../../protocol/message.js";
import { Code } from "../code.js";
import { handOverFocus } from "../hand-over-focus.js";
import { RestartIcon, WarningIcon } from "../icons.js";
import { useLabels } from "../labels.js";

function ErrorText({ error }: { readonly error: StreamError }): ReactElement {
  const labels = useLabels();
  const { status, serverCode, serverType, contentType, bodySample, frame, retryAfter } = error;
  const facts = [
    status === undefined ? undefined : `HTTP ${status}`,
    serverType,
    serverCode,
    error.code === "unexpected-response" ? contentType : undefined,
  ].filter(Boolean);
  const evidence = error.code === "unexpected-response" || error.code === "parse" ? (frame ?? bodySample) : undefined;
  return (
    <>
      <p className="hw-notice-title">{error.code === "incomplete" ? labels.incomplete : labels.failed}</p>
      <p className="hw-notice-text" dir="auto">
        {error.message}
        {retryAfter !== undefined && ` ${labels.retryAfter.replace("{seconds}", String(Math.ceil(retryAfter / 1000)))}`}
      </p>
      {facts.length > 0 && <p className="hw-notice-facts">{facts.join(" · ")}</p>}
      {evidence !== undefined && evidence !== "" && (
        <details className="hw-notice-details">
          <summary>{labels.details}</summary>
          <Code>{evidence}</Code>
        </details>
      )}
    </>
  );
}

/** How an answer ended, when it did not simply end well: the error in the server's words, or that it was stopped. */
export function MessageNotice({ message }: { readonly message: Message }): ReactElement | null {
  const chat = useChat();
  const labels = useLabels();
  const { id, status, error, badFrames } = message;
  const restart = (
    <button
      type="button"
      className="hw-button"
      onClick={(event) => {
        handOverFocus(event.currentTarget);
        void chat.restart(id);
      }}
    >
      <RestartIcon />
      {labels.restart}
    </button>
  );
  return (
    <>
      {badFrames !== undefined && (
        <details className="hw-bad-frames">
          <summary>{labels.badFrames.replace("{count}", String(badFrames.count))}</summary>
          <Code>{badFrames.samples.map((frame) => frame.text).join("\n")}</Code>
        </details>
      )}
      {status === "error" && error !== undefined && (
        <div className="hw-notice" role="alert" data-error={error.code}>
          <WarningIcon />
          <div className="hw-notice-body">
            <ErrorText error={error} />
            {restart}
          </div>
        </div>
      )}
      {status === "aborted" && (
        <div className="hw-stopped">
          <span>{labels.stopped}</span>
          {restart}
        </div>
      )}
    </>
  );
}
