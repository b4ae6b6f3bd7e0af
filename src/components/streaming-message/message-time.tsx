"use client";
import { forwardRef, useSyncExternalStore, type ForwardRefExoticComponent, type RefAttributes } from "react";
import type { Status } from "../../protocol/status.js";
import { useElement, type PartElementProps } from "../element.js";
import { useFormat } from "../format.js";
import type { MessageProps } from "./message-props.js";

/** What the outer element of {@link MessageTime} depends on. */
export interface MessageTimeState {
  /** Of the message. */
  readonly status: Status;
}

/** Props of {@link MessageTime}; all others go to its `<bdi>`. */
export interface MessageTimeProps extends MessageProps, PartElementProps<"bdi", MessageTimeState> {}

const never = () => () => {};

/** Whether this is no server, nor the first rendering of what one sent. */
function useIsClient(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/**
 * When an answer was asked for, and how long it took, in the reader's language and time zone: so a server leaves it out. Nothing where
 * the message has no times.
 */
export const MessageTime: ForwardRefExoticComponent<MessageTimeProps & RefAttributes<HTMLElement>> = forwardRef<
  HTMLElement,
  MessageTimeProps
>(function MessageTime({ message, ...rest }, ref) {
  const format = useFormat();
  const isClient = useIsClient();
  const { startedAt, endedAt } = message.timing ?? {};
  const date = new Date(startedAt ?? NaN);
  const isKnown = isClient && startedAt !== undefined && !Number.isNaN(date.getTime());
  const children = isKnown && (
    <>
      <time dateTime={date.toISOString()}>{format.time(startedAt)}</time>
      {endedAt !== undefined && ` · ${format.duration(endedAt - startedAt, true)}`}
    </>
  );
  const { status } = message;
  const element = useElement("bdi", { ref, className: "hw-numeric", children }, rest, { status });
  return isKnown ? element : null;
});
