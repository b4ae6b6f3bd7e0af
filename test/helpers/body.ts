/** A body that tells whether it was cancelled and how much of it was asked for. */
export interface WatchedBody {
  readonly body: ReadableStream<Uint8Array>;
  /** Whether the reader gave the connection up. */
  readonly cancelled: () => boolean;
  /** How many chunks were asked for. */
  readonly pulled: () => number;
}

/**
 * A body that arrives chunk by chunk and then stays open, closes, or breaks with a given error.
 *
 * @param end `"open"`, `"clean"`, or what the read rejects with
 */
export function watchBody(chunks: readonly string[], end: unknown = "open"): WatchedBody {
  const encoder = new TextEncoder();
  let pulled = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = chunks[pulled];
        pulled++;
        if (chunk !== undefined) controller.enqueue(encoder.encode(chunk));
        else if (end === "open") await new Promise(() => {});
        else if (end === "clean") controller.close();
        else controller.error(end);
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, cancelled: () => cancelled, pulled: () => pulled };
}
