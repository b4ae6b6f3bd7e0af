import { toBytes } from "../faults/bytes.js";
import type { MockWire } from "../wires/wire.js";
import type { Exchange } from "./exchange.js";
import { createClock } from "./pace.js";

/** An item of an item stream. */
export interface MockItem {
  /** From 1, without gaps. */
  readonly id: number;
  readonly name: string;
  readonly price: number;
  /** ISO 8601. In a stream without end, when it was sent. */
  readonly time: string;
}

const names = ["Plumbus", "Portal Gun", "Meeseeks Box", "Butter Robot", "Interdimensional Cable", "Microverse Battery"];

const firstTime = Date.UTC(2026, 0, 1);

/**
 * The item of a number.
 *
 * @param time ms since the epoch. @defaultValue so many seconds after the beginning of 2026: the same each time
 */
export function makeItem(id: number, time: number = firstTime + id * 1000): MockItem {
  const name = names[id % names.length]!;
  return { id, name, price: (99 + ((id * 137) % 9900)) / 100, time: new Date(time).toISOString() };
}

/** Sends items at `rate` per second (0 = as fast as the client reads) until the client closes the connection. */
export async function sendEndless(
  exchange: Exchange,
  rate: number,
  { contentType, transport }: Pick<MockWire, "contentType" | "transport">,
): Promise<void> {
  exchange.head(200, { "content-type": contentType });
  const until = createClock(rate, exchange.signal);
  for (let id = 1; ; id++) {
    await until(id - 1);
    const json = JSON.stringify(makeItem(id, Date.now()));
    await exchange.write(toBytes(transport === "sse" ? `data: ${json}\n\n` : `${json}\n`));
  }
}
