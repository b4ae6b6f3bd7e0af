"use client";
import type { ReactElement, ReactNode } from "react";
import { useChat } from "../../hooks/chat-context.js";
import { isContinuable, type Message } from "../../protocol/message.js";
import { Code } from "../code.js";
import { ErrorText } from "../error-text.js";
import { useFormat } from "../format.js";
import { handOverFocus } from "../hand-over-focus.js";
import { ContinueIcon, RestartIcon, WarningIcon } from "../icons.js";
import { useLabels, type TextLabel } from "../labels.js";
import type { MessageProps } from "./message-props.js";

/** What cut off an answer that ended as the wire says it must. */
function cutBy({ status, finishReason }: Message): TextLabel | undefined {
  if (status !== "done") return undefined;
  return finishReason === "length" ? "lengthLimit" : finishReason === "content_filter" ? "contentFilter" : undefined;
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
export function MessageNotice({ message }: MessageProps): ReactElement | null {
  const chat = useChat();
  const labels = useLabels();
  const format = useFormat();
  const { id, status, error, badFrames } = message;
  const cut = cutBy(message);
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
          <summary>{format.count(labels.badFrames, badFrames.count)}</summary>
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
      {(status === "aborted" || cut) && (
        <div className="hw-stopped">
          <span>{labels[cut ?? "stopped"]}</span>
          {resume}
          {!cut && restart}
        </div>
      )}
    </>
  );
}
