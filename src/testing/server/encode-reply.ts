import { toBytes } from "../faults/bytes.js";
import { splitFrames } from "../faults/bytes.js";
import { transportOf } from "../faults/apply-fault.js";
import type { MockReply } from "../faults/fault.js";
import { jsonReply } from "../faults/replaced.js";
import type { MockAnswer, MockRequest, MockWire, Transport } from "../wires/wire.js";

/** A body to send as it is, for instance one recorded from a real server. */
export interface MockBody {
  /** The whole body. A string is UTF-8. */
  readonly body: Uint8Array | string;
  /** @defaultValue of the wire */
  readonly contentType?: string | undefined;
  /** @defaultValue 200 */
  readonly status?: number | undefined;
}

/** A reply, what it is made of, and the same answer for servers that do not stream. */
export interface EncodedReply {
  readonly reply: MockReply;
  readonly transport: Transport;
  readonly wholeBody: () => unknown;
}

function encodeBody(wire: MockWire, { body, contentType = wire.contentType, status = 200 }: MockBody): EncodedReply {
  const transport = contentType === wire.contentType ? wire.transport : transportOf(contentType);
  const bytes = typeof body === "string" ? toBytes(body) : body;
  const frames = splitFrames(bytes, transport, contentType);
  const reply: MockReply = { status, headers: { "content-type": contentType }, frames, end: "clean" };
  return { reply, transport, wholeBody: () => undefined };
}

/** The reply of a wire: streamed, or as one JSON body where that is asked for and the wire has one. */
export function encodeReply(wire: MockWire, answer: MockAnswer | MockBody, request: MockRequest): EncodedReply {
  if ("body" in answer) return encodeBody(wire, answer);
  const wholeBody = () => wire.encodeBody?.(answer, request);
  const whole = request.stream ? undefined : wholeBody();
  if (whole !== undefined) return { reply: jsonReply(200, whole), transport: "json", wholeBody };
  const { transport, contentType, headers } = wire;
  const frames = wire.encode(answer, request).map(toBytes);
  const reply: MockReply = { status: 200, headers: { "content-type": contentType, ...headers }, frames, end: "clean" };
  return { reply, transport, wholeBody };
}
