"use client";
import {
  forwardRef,
  memo,
  useMemo,
  useState,
  type NamedExoticComponent,
  type ReactNode,
  type RefAttributes,
} from "react";
import { useMessageOutline } from "../../hooks/chat-context.js";
import type { Message, Role } from "../../protocol/message.js";
import { isBusy, type Status } from "../../protocol/status.js";
import { useElement, type PartElementProps } from "../element.js";
import { useLabels } from "../labels.js";
import { createContent } from "./late-content.js";
import { MessageActions } from "./message-actions.js";

/** What the outer element of {@link StreamingMessage} depends on. */
export interface StreamingMessageState {
  readonly role: Role;
  readonly status: Status;
  /** Nothing has come for longer than `stallAfter`. */
  readonly isStalled: boolean;
}

/** Props of {@link StreamingMessage}; all others go to its `<article>`. */
export interface StreamingMessageProps extends PartElementProps<"article", StreamingMessageState> {
  /** Id of the message in the chat of the nearest provider. */
  readonly messageId: string;
  /**
   * Renders what is in it, of `MessageContent`, `MessageActions` and so on. The message may be older than the words in its parts, which render by
   * themselves. Keep the function: a new one renders the message again. @defaultValue all of it
   */
  readonly children?: ((message: Message) => ReactNode) | undefined;
}

/**
 * One message of the chat, while it streams and after: its parts in order of arrival, what the agent did, sources, how it
 * ended, and its buttons. Only changes of this message render it again. Renders nothing when the message is gone.
 *
 * @example
 * <StreamingMessage messageId={id}>
 *   {(message) => (
 *     <>
 *       <MessageContent message={message} />
 *       <MyButtons message={message} />
 *     </>
 *   )}
 * </StreamingMessage>
 */
export const StreamingMessage: NamedExoticComponent<StreamingMessageProps & RefAttributes<HTMLElement>> = memo(
  forwardRef<HTMLElement, StreamingMessageProps>(function StreamingMessage({ messageId, children, ...rest }, ref) {
    const labels = useLabels();
    const [{ show, onServer }] = useState(createContent);
    const message = useMessageOutline(messageId, onServer);
    // Kept, because what a server sent must not be rendered again before it is alive.
    const content = useMemo(() => message && show(message), [message, show]);
    // The time costs a component per message, and nobody reads it from afar.
    const [isNear, setNear] = useState(false);
    const approach = () => setNear(true);
    const { role = "user", status = "idle", adapter, stalledSince } = message ?? {};
    const isStalled = stalledSince !== undefined;
    const own = {
      ref,
      "aria-label": labels[role],
      "aria-busy": isBusy(status),
      className: "hw-message",
      "data-role": role,
      "data-status": status,
      "data-adapter": adapter,
      "data-stalled": isStalled || undefined,
      onPointerEnter: approach,
      onFocus: approach,
      children:
        message &&
        (children ? (
          children(message)
        ) : (
          <>
            {content}
            <MessageActions message={message} showTime={isNear} />
          </>
        )),
    };
    const element = useElement("article", own, rest, { role, status, isStalled });
    return message ? element : null;
  }),
);
