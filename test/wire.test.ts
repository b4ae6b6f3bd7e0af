import { createHash } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as adapters from "../src/adapters/index.js";
import { collectMessageWith } from "../src/engine/collect-message.js";
import type { Adapter } from "../src/protocol/adapter.js";
import { cutEvery, cutRandomly, twoWayCuts } from "../src/testing/cuts.js";
import { streamResponse } from "../src/testing/stream-response.js";
import { explicitAdapter } from "./helpers/adapters.js";
import { expectedOf, observe } from "./helpers/observe.js";
import { hasWireFolder, loadRecordings, type Recording } from "./helpers/recordings.js";
import { startWireServer, type WireServer } from "./helpers/wire-server.js";

/** Bodies up to this many bytes are cut in two at every place. */
const shortBody = 2_500;
const randomCuts = 20;
const seed = Number(process.env["SEED"] ?? 20_261_121);

interface Cut {
  readonly name: string;
  readonly chunks: readonly Uint8Array[];
}

function cutsOf(body: Uint8Array): Cut[] {
  return [
    { name: "whole", chunks: [body] },
    ...[1, 3, 7, 64].map((size) => ({ name: `every ${size} bytes`, chunks: cutEvery(body, size) })),
    ...Array.from({ length: randomCuts }, (_, index) => ({
      name: `at random, seed ${seed + index}`,
      chunks: cutRandomly(body, seed + index),
    })),
  ];
}

const recordings = loadRecordings();
const runs = { mocked: 0, http: 0 };
const outcomes = new Map<string, Record<string, number>>();
let server: WireServer;

beforeAll(async () => {
  server = await startWireServer();
});

afterAll(async () => {
  await server.close();
  printTable();
});

/** Wire × outcome, and how many times a body was read. */
function printTable(): void {
  const columns = ["complete", "truncated", "error"];
  const rows = [...outcomes].toSorted(([a], [b]) => a.localeCompare(b));
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(22) : String(cell || "·").padStart(10))).join("");
  console.log(
    [
      hasWireFolder ? "" : "The full collection of bodies is not here: these are the copies in the repository.",
      line(["wire", ...columns, "bodies"]),
      ...rows.map(([wire, counts]) =>
        line([wire, ...columns.map((column) => counts[column] ?? 0), Object.values(counts).reduce((a, b) => a + b, 0)]),
      ),
      `${recordings.length} bodies, ${runs.mocked} runs over a mocked Response, ${runs.http} over HTTP, seed ${seed}`,
    ].join("\n"),
  );
}

async function check({ expected }: Recording, adapter: Adapter, response: Response, where: string): Promise<void> {
  const message = await collectMessageWith(response, { adapter });
  expect(["done", "error"]).toContain(message.status);
  expect(message.error === undefined).toBe(message.status === "done");
  expect(observe(message, expected.result), `adapter ${adapter.name}, ${where}`).toEqual(expectedOf(expected));
}

describe(`${recordings.length} recordings${hasWireFolder ? "" : " (copies in the repository only)"}, seed ${seed}`, () => {
  test.for(recordings)("$name", { timeout: 120_000 }, async (recording) => {
    const { name, body, expected } = recording;
    const { status, headers, bodyEnd } = expected.http;
    const cuts = cutsOf(body);
    for (const adapter of new Set([adapters.auto, explicitAdapter(recording) ?? adapters.auto])) {
      const twoWay = body.length > shortBody ? [] : twoWayCuts(body);
      const more = twoWay.map((chunks) => ({ name: `cut at byte ${chunks[0]!.length}`, chunks }));
      for (const { name: cut, chunks } of [...cuts, ...more]) {
        const end = bodyEnd === "clean" ? "clean" : "lost";
        const script = { chunks, status, statusText: STATUS_CODES[status]!, headers, end } as const;
        await check(recording, adapter, streamResponse(script), cut);
        runs.mocked++;
      }
      for (const { name: cut, chunks } of cuts) {
        await check(recording, adapter, await server.play({ http: expected.http, chunks }), `over HTTP, ${cut}`);
        runs.http++;
      }
    }
    const wire = name.split("/")[0]!;
    const counts = outcomes.get(wire) ?? {};
    counts[expected.result.outcome] = (counts[expected.result.outcome] ?? 0) + 1;
    outcomes.set(wire, counts);
  });
});

test("recorded bodies are as they were recorded, byte for byte", () => {
  for (const { name, body, expected } of recordings) {
    expect(createHash("sha256").update(body).digest("hex"), name).toBe(expected.sha256);
  }
});
