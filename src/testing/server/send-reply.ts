import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { joinBytes } from "../faults/bytes.js";
import type { MockReply, Silence } from "../faults/fault.js";
import { ordinaryRate } from "../faults/with-fault.js";
import { compressBlock, compressFrames } from "./compress.js";
import type { Exchange } from "./exchange.js";
import { writeFrames, type Pace } from "./pace.js";

/** Waits until the client leaves. Never resolves, rejects like every wait that the end of the connection ends. */
async function untilLeft({ signal }: Exchange): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason;
}

async function keepSilence(exchange: Exchange, { duration, ping }: Silence): Promise<void> {
  const { signal } = exchange;
  if (ping !== undefined) {
    for (;;) {
      await sleep(ping.every, undefined, { signal });
      await exchange.write(ping.bytes);
    }
  }
  if (duration === Infinity) await untilLeft(exchange);
  await sleep(duration, undefined, { signal });
}

async function compressed({ frames, compression }: MockReply): Promise<readonly Uint8Array[]> {
  if (compression === undefined) return frames;
  return compression === "frames" ? compressFrames(frames) : compressBlock(frames);
}

async function sendBody(exchange: Exchange, reply: MockReply, asked: Pace): Promise<void> {
  const { atOnce, silence, slowness, chunk } = reply;
  const frames = await compressed(reply);
  const rate = slowness === undefined ? asked.rate : (asked.rate || ordinaryRate) / slowness;
  const pace = chunk === undefined ? { ...asked, rate } : { rate, chunk };
  if (atOnce) return frames.length === 0 ? undefined : exchange.write(joinBytes(frames));
  if (silence === undefined) return writeFrames(exchange, frames, pace);
  await writeFrames(exchange, frames.slice(0, silence.afterFrames), pace);
  await keepSilence(exchange, silence);
  await writeFrames(exchange, frames.slice(silence.afterFrames), pace);
}

/** Sends a reply. An open end stays open until the client closes the connection; the promise then rejects. */
export async function sendReply(exchange: Exchange, reply: MockReply, pace: Pace): Promise<void> {
  if (reply.instead === "refuse") return exchange.refuse();
  if (reply.instead === "hang") return untilLeft(exchange);
  if (reply.wait) await sleep(reply.wait, undefined, { signal: exchange.signal });
  exchange.head(reply.status, reply.headers);
  await sendBody(exchange, reply, pace);
  if (reply.end === "clean") exchange.end();
  else if (reply.end === "lost") await exchange.lose();
  else if (reply.end === "reset") await exchange.reset();
}
