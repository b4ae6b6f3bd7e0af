"use client";
import { useSyncExternalStore, type ReactElement } from "react";
import { useFormat } from "../format.js";
import type { MessageProps } from "./message-props.js";

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
export function MessageTime({ message }: MessageProps): ReactElement | null {
  const format = useFormat();
  const isClient = useIsClient();
  const { startedAt, endedAt } = message.timing ?? {};
  const date = new Date(startedAt ?? NaN);
  if (!isClient || startedAt === undefined || Number.isNaN(date.getTime())) return null;
  return (
    <bdi className="hw-numeric">
      <time dateTime={date.toISOString()}>{format.time(startedAt)}</time>
      {endedAt !== undefined && ` · ${format.duration(endedAt - startedAt, true)}`}
    </bdi>
  );
}
