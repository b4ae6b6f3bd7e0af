import { expect, test } from "vitest";
import { collectMessageWith } from "../src/engine/collect-message.js";
import { mutateBody } from "../src/testing/mutate.js";
import { createRandom } from "../src/testing/random.js";
import { streamResponse } from "../src/testing/stream-response.js";
import { adaptersByName, shortRecordings } from "./helpers/adapters.js";

/** Per adapter. `npm run test:fuzz` reads 10,000. */
const mutations = Number(process.env["MUTATIONS"] ?? 300);
const seed = Number(process.env["SEED"] ?? 20_261_121);
const longestBody = 16_000;
/** In ms. A mutated body of 16 kB takes a few; what takes this long hangs. */
const patience = 20_000;

const bodies = shortRecordings(longestBody);

test("every adapter has bodies to mutate", () => {
  const tested = new Set(bodies.map(({ adapter }) => adapter));
  expect(Object.values(adaptersByName).filter((adapter) => !tested.has(adapter))).toEqual([]);
});

test.for(bodies)(
  `$name ends in a named outcome on ${mutations} mutated bodies, seed ${seed}`,
  { timeout: 0 },
  async ({ adapter, recordings }) => {
    const inherited = Reflect.ownKeys(Object.prototype);
    for (let index = 0; index < mutations; index++) {
      const { name, body, expected } = recordings[index % recordings.length]!;
      const where = `${name}, seed ${seed + index}`;
      const chunks = [mutateBody(body, createRandom(seed + index))];
      const { headers, bodyEnd } = expected.http;
      const response = streamResponse({ chunks, headers, end: bodyEnd === "clean" ? "clean" : "lost" });
      const start = performance.now();
      const message = await collectMessageWith(response, { adapter });
      expect(performance.now() - start, where).toBeLessThan(patience);
      expect(["done", "error"], where).toContain(message.status);
      expect(message.error === undefined, where).toBe(message.status === "done");
      // A reader that met what it did not expect would end with its own words.
      expect(message.error?.code, `${where}: ${message.error?.message}`).not.toBe("parse");
    }
    expect(Reflect.ownKeys(Object.prototype)).toEqual(inherited);
  },
);
