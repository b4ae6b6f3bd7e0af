import { collectMessageWith } from "../engine/collect-message.js";
import type { Adapter } from "../protocol/adapter.js";
import { jsonText } from "../protocol/json-text.js";
import type { Message } from "../protocol/message.js";
import { cutEvery, cutRandomly, twoWayCuts } from "./cuts.js";
import { mutateBody } from "./mutate.js";
import { createRandom } from "./random.js";
import { streamResponse, type ResponseScript } from "./stream-response.js";

/** A reply as it travels, and how thoroughly to check it. */
export interface AdapterCheck extends Pick<ResponseScript, "status" | "statusText" | "headers" | "end"> {
  /** The whole body. A string is UTF-8. */
  readonly body: Uint8Array | string;
  /** Start of the random cuts and mutations; printed with every failure. @defaultValue 1 */
  readonly seed?: number | undefined;
  /** How many bodies with something wrong in them are read too. @defaultValue 200 */
  readonly mutations?: number | undefined;
}

/** Bodies up to this many bytes are cut in two at every place. */
const shortBody = 2_500;
const randomCuts = 20;

/** How long one read may take, in ms. Far more than any body needs: reading that does not end is the failure. */
const patience = 10_000;

function allCuts(body: Uint8Array, seed: number): Uint8Array[][] {
  return [
    ...[1, 3, 7, 64].map((size) => cutEvery(body, size)),
    ...Array.from({ length: randomCuts }, (_, index) => cutRandomly(body, seed + index)),
    ...(body.length <= shortBody ? twoWayCuts(body) : []),
  ];
}

/** What a user would see of a message: everything but the clock, and errors with their evidence. */
function describeMessage({ error, ...message }: Message): string {
  return jsonText(
    {
      ...message,
      timing: undefined,
      error: error && Object.assign({}, error, { message: error.message, cause: undefined }),
    },
    1,
  );
}

async function withinReason<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: reading does not end`)), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Checks an adapter against a recorded reply: read whole, byte by byte, in pieces of 3, 7 and 64 bytes, at 20 random cuts and
 * (short bodies) cut in two at every byte, the message is the same. With something wrong in the body, reading still ends in a
 * named outcome and throws nothing. Needs no test framework.
 *
 * @returns the message, for what it must say
 * @throws Error naming the cut or the seed of the mutation
 *
 * @example
 * const message = await checkAdapter(acme, { body: readFileSync("basic.sse") });
 * expect(messageText(message)).toBe("Hello");
 */
export async function checkAdapter(
  adapter: Adapter,
  { body, seed = 1, mutations = 200, ...head }: AdapterCheck,
): Promise<Message> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const read = (chunks: readonly Uint8Array[], what: string) =>
    withinReason(collectMessageWith(streamResponse({ ...head, chunks }), { adapter, now: () => 0 }), what);

  const message = await read([bytes], "the whole body");
  const whole = describeMessage(message);
  for (const chunks of allCuts(bytes, seed)) {
    const where =
      chunks.length === 2 ? `cut at byte ${chunks[0]!.length}` : `in ${chunks.length} pieces (seed ${seed})`;
    // One after the other: all at once would hold every copy of the body.
    const cut = describeMessage(await read(chunks, where));
    if (cut !== whole) throw new Error(`${adapter.name}, ${where}: read as\n${cut}\ninstead of\n${whole}`);
  }
  const inherited = Reflect.ownKeys(Object.prototype).length;
  for (let index = 0; index < mutations; index++) {
    const where = `mutation with seed ${seed + index}`;
    try {
      await read([mutateBody(bytes, createRandom(seed + index))], where);
    } catch (cause) {
      throw new Error(`${adapter.name}, ${where}: ${String(cause)}`, { cause });
    }
    if (Reflect.ownKeys(Object.prototype).length !== inherited)
      throw new Error(`${adapter.name}, ${where}: changed Object.prototype`);
  }
  return message;
}
