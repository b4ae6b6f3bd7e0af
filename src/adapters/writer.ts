import { orBody } from "../framing/or-body.js";
import { sse } from "../framing/sse.js";
import { StreamError } from "../protocol/errors.js";
import type { StreamEvent } from "../protocol/events.js";
import type { Framing } from "../protocol/frame.js";
import { isErrorBody, serverError } from "../protocol/server-error.js";
import { neverEmpty } from "./never-empty.js";

/** Events, or one JSON body. Without an end on the wire, only a body of nothing at all can be told to be cut short. */
export const writerFraming: Framing = neverEmpty(orBody(sse));

/** The error that Writer sent in place of an answer, `{tpe, errors}`. */
export function readError(json: unknown): StreamEvent[] | undefined {
  return isErrorBody(json) ? [{ type: "error", error: serverError("server", json) }] : undefined;
}

/**
 * The events of a reply that was not streamed.
 *
 * @param answer the member that every answer of this kind has; without it the server speaks of something else
 */
export function readBody(json: unknown, answer: unknown, events: readonly StreamEvent[]): readonly StreamEvent[] {
  if (answer !== undefined) return events;
  const words = "The server answered with JSON that is no answer of Writer.";
  return readError(json) ?? [{ type: "error", error: new StreamError("unexpected-response", words) }];
}
