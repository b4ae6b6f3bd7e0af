import { setTimeout as sleep } from "node:timers/promises";
import type { BodyEnd } from "../../src/testing/stream-response.ts";
import type { Exchange } from "./exchange.ts";
import { splitFrames } from "./frames.ts";
import { writeFrames, type Pace } from "./pace.ts";
import type { Recording } from "./recordings.ts";

/** A reply, before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly frames: readonly Uint8Array[];
  readonly end: BodyEnd;
  /** Wait before the head, in ms. */
  readonly wait?: number;
  /** All frames in one write. */
  readonly atOnce?: boolean;
}

/** The reply of a recording. The body's length is left out: the connection says where a body ends that is still being made. */
export function recordedReply(recording: Recording): Reply {
  const { "content-length": _, ...headers } = recording.headers;
  return {
    status: recording.status,
    headers,
    frames: splitFrames(recording.body, recording.transport, recording.contentType),
    end: recording.bodyEnd === "clean" ? "clean" : "lost",
  };
}

/** Sends a reply. An open end stays open until the client closes the connection. */
export async function sendReply(exchange: Exchange, reply: Reply, pace: Pace): Promise<void> {
  if (reply.wait) await sleep(reply.wait, undefined, { signal: exchange.signal });
  exchange.head(reply.status, reply.headers);
  if (reply.atOnce) await exchange.write(Buffer.concat(reply.frames));
  else await writeFrames(exchange, reply.frames, pace);
  if (reply.end === "clean") exchange.end();
  else if (reply.end === "lost") await exchange.lose();
}
