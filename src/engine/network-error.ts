import { StreamError, type StreamErrorDetails } from "../protocol/errors.js";

/** A `network` error. `offline` is what the platform says; a device that is online may still reach nobody. */
export function networkError(words: string, details: StreamErrorDetails): StreamError {
  // Some platforms have no navigator, others one that does not know.
  const offline = (globalThis.navigator as Partial<Navigator> | undefined)?.onLine === false || undefined;
  return new StreamError("network", offline ? `${words} The device is offline.` : words, {
    ...details,
    retryable: true,
    offline,
  });
}
