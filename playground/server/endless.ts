import type { Exchange } from "./exchange.ts";
import { createClock } from "./pace.ts";

/** An item of the endless stream. */
export interface EndlessItem {
  /** From 1, without gaps. */
  readonly id: number;
  readonly name: string;
  readonly price: number;
  /** When it was sent, ISO 8601. */
  readonly time: string;
}

const names = ["Plumbus", "Portal Gun", "Meeseeks Box", "Butter Robot", "Interdimensional Cable", "Microverse Battery"];

function makeItem(id: number): EndlessItem {
  const name = names[id % names.length]!;
  return { id, name, price: (99 + ((id * 137) % 9900)) / 100, time: new Date().toISOString() };
}

/** Sends items at `rate` per second (0 = as fast as the client reads) until the client closes the connection. */
export async function sendEndless(exchange: Exchange, rate: number): Promise<void> {
  exchange.head(200, { "content-type": "application/jsonl" });
  const until = createClock(rate, exchange.signal);
  for (let id = 1; ; id++) {
    await until(id - 1);
    await exchange.write(Buffer.from(`${JSON.stringify(makeItem(id))}\n`));
  }
}
