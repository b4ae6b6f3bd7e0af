import type { Transport } from "../wires/wire.js";
import type { FaultContext, MockReply } from "./fault.js";
import { parseFault, type PlannedFault } from "./parse-fault.js";

/** What a body with this content type is made of. */
export function transportOf(contentType: string): Transport {
  if (/event-stream/i.test(contentType)) return "sse";
  if (/jsonl|ndjson|json-lines|jsonlines|stream\+json/i.test(contentType)) return "jsonl";
  return /json/i.test(contentType) ? "json" : "text";
}

/**
 * The reply that goes wrong in place of the right one. Nothing is sent; {@link MockReply} says what a server would do.
 *
 * @param fault as text (see {@link parseFault}) or read already
 * @throws Error for a text that is no fault
 */
export function applyFault(reply: MockReply, fault: string | PlannedFault, context: FaultContext = {}): MockReply {
  const { fault: kind, position, value } = typeof fault === "string" ? parseFault(fault) : fault;
  const { rate = 0, url = "/", wire } = context;
  const transport = context.transport ?? wire?.transport ?? transportOf(reply.headers["content-type"] ?? "");
  return kind.apply(reply, { ...context, transport, rate, url, position, value });
}
