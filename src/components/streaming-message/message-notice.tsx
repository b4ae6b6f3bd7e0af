"use client";
import type { ReactElement, ReactNode } from "react";
import { useChat } from "../../hooks/chat-context.js";
import type { StreamError } from "../../protocol/errors.js";
import { isContinuable, type Message } from "../../protocol/message.js";
import { Code } from "../code.js";
import { handOverFocus } from "../hand-over-focus.js";
import { ContinueIcon, RestartIcon, WarningIcon } from "../icons.js";
import { useLabels, type Labels } from "../labels.js";

function titleOf({ code, offline }: StreamError): keyof Labels {
  if (offline) return "offline";
  return code === "incomplete" ? "incomplete" : code === "timeout" ? "timedOut" : "failed";
}

/** Host and path of an address: the rest is long, and may hold secrets. `undefined` where there is no host. */
function placeOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { host, pathname } = new URL(address);
  return host && host + pathname;
}

function ErrorText({ error }: { readonly error: StreamError }): ReactElement {
  const labels = useLabels();
  const { status, serverCode, serverType, contentType, bodySample, frame, retryAfter, redirectedTo } = error;
  const facts = [
    status && `HTTP ${status}`,
    serverType,
    serverCode,
    error.code === "unexpected-response" && contentType,
  ].filter(Boolean);
  const place = placeOf(redirectedTo);
  const [before, after] = labels.redirectedTo.split("{address}");
  const evidence = error.code === "unexpected-response" || error.code === "parse" ? (frame ?? bodySample) : undefined;
  return (
    <>
      <p className="hw-notice-title">{labels[titleOf(error)]}</p>
      <p className="hw-notice-text" dir="auto">
        {error.message}
        {retryAfter !== undefined && ` ${labels.retryAfter.replace("{seconds}", String(Math.ceil(retryAfter / 1000)))}`}
      </p>
      {(facts.length > 0 || place) && (
        <p className="hw-notice-facts">
          {facts.join(" · ")}
          {place && (
            <>
              {facts.length > 0 && " · "}
              {before}
              <bdi dir="ltr">{place}</bdi>
              {after}
            </>
          )}
        </p>
      )}
      {evidence && (
        <details className="hw-notice-details">
          <summary>{labels.details}</summary>
          <Code>{evidence}</Code>
        </details>
      )}
    </>
  );
}

/** Vanishes when it is pressed: a new attempt takes the place of its message. */
function ActionButton({ onPress, children }: { readonly onPress: () => void; readonly children: ReactNode }) {
  return (
    <button
      type="button"
      className="hw-button"
      onClick={(event) => {
        handOverFocus(event.currentTarget);
        onPress();
      }}
    >
      {children}
    </button>
  );
}

/** How an answer ended, when it did not simply end well: the error in the server's words, or that it was cut off. */
export function MessageNotice({ message }: { readonly message: Message }): ReactElement | null {
  const chat = useChat();
  const labels = useLabels();
  const { id, status, error, badFrames, finishReason } = message;
  const isCutOff = status === "done" && finishReason === "length";
  const resume = isContinuable(message) && (
    <ActionButton onPress={() => void chat.continueFrom(id)}>
      <ContinueIcon />
      {labels.continue}
    </ActionButton>
  );
  const restart = (
    <ActionButton onPress={() => void chat.restart(id)}>
      <RestartIcon />
      {labels.restart}
    </ActionButton>
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
            <div className="hw-actions">
              {resume}
              {restart}
            </div>
          </div>
        </div>
      )}
      {(status === "aborted" || isCutOff) && (
        <div className="hw-stopped">
          <span>{isCutOff ? labels.lengthLimit : labels.stopped}</span>
          {resume}
          {!isCutOff && restart}
        </div>
      )}
    </>
  );
}
