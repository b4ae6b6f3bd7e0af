import type { Message, StreamError, StreamEvent } from "../../../src/core.js";
import { jsonText } from "../../../src/protocol/json-text.js";

/** The members of an error, with what JSON would leave out: its message and what caused it. */
export function errorMembers(error: StreamError): Readonly<Record<string, unknown>> {
  const { code, message, cause } = error;
  const own = Object.entries(error).filter(([name, value]) => name !== "name" && value !== undefined);
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : cause;
  const isNews = reason !== undefined && reason !== `${error.name}: ${message}`;
  return { code, message, ...Object.fromEntries(own), ...(isNews && { cause: reason }) };
}

/** A message as JSON for people. */
export function messageJson(message: Message): string {
  const { error } = message;
  return jsonText(error === undefined ? message : { ...message, error: errorMembers(error) }, 2);
}

/** What an event says, as names and JSON. */
export function eventMembers(event: StreamEvent): readonly (readonly [string, string])[] {
  const { type: _, ...members } = event;
  const said: object = event.type === "error" ? errorMembers(event.error) : members;
  return Object.entries(said)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, jsonText(value)]);
}
