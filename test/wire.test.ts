import { createHash } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { describe, expect, test } from "vitest";
import * as adapters from "../src/adapters/index.js";
import { collectMessageWith } from "../src/engine/collect-message.js";
import type { Adapter } from "../src/protocol/adapter.js";
import { cutEvery, cutRandomly, twoWayCuts } from "../src/testing/cuts.js";
import { streamResponse } from "../src/testing/stream-response.js";
import { expectedOf, observe } from "./helpers/observe.js";
import { hasWireFolder, loadRecordings, type Recording } from "./helpers/recordings.js";

/** Bodies up to this many bytes are cut in two at every place. */
const shortBody = 2_500;
const randomCuts = 20;
const seed = Number(process.env["SEED"] ?? 20_261_121);

const explicit: Record<string, Adapter> = {
  "openai-chat": adapters.openaiChat,
  "fastapi-jsonl": adapters.jsonLines,
  "fastapi-sse": adapters.sseItems,
};

/** The adapter a user would name for a recording, `undefined` where the expected file does not say. */
function explicitAdapter({ name, expected }: Recording): Adapter | undefined {
  const { protocol, hint } = expected.detect;
  return explicit[hint ?? protocol ?? ""] ?? explicit[name.split("/")[0]!];
}

function cuts(body: Uint8Array): Uint8Array[][] {
  return [
    [body],
    cutEvery(body, 1),
    cutEvery(body, 3),
    cutEvery(body, 7),
    cutEvery(body, 64),
    ...Array.from({ length: randomCuts }, (_, index) => cutRandomly(body, seed + index)),
    ...(body.length <= shortBody ? twoWayCuts(body) : []),
  ];
}

async function read({ expected }: Recording, adapter: Adapter, chunks: readonly Uint8Array[]) {
  const { status, headers, bodyEnd } = expected.http;
  const end = bodyEnd === "clean" ? "clean" : "lost";
  const statusText = STATUS_CODES[status]!;
  const message = await collectMessageWith(streamResponse({ chunks, status, statusText, headers, end }), { adapter });
  return { message, observed: observe(message, expected.result) };
}

const recordings = loadRecordings();

describe(`${recordings.length} recordings${hasWireFolder ? "" : " (copies in the repository only)"}, seed ${seed}`, () => {
  test.for(recordings)("$name is read alike however it is cut", async (recording) => {
    const chosen = [adapters.auto, explicitAdapter(recording)].filter((adapter) => adapter !== undefined);
    const expected = expectedOf(recording.expected);
    for (const adapter of chosen) {
      for (const chunks of cuts(recording.body)) {
        const { observed } = await read(recording, adapter, chunks);
        const cut = chunks.length === 2 ? `cut at byte ${chunks[0]!.length}` : `${chunks.length} chunks`;
        expect(observed, `adapter ${adapter.name}, ${cut}`).toEqual(expected);
      }
    }
  });
});

test("recorded bodies are as they were recorded, byte for byte", () => {
  for (const { name, body, expected } of recordings) {
    expect(createHash("sha256").update(body).digest("hex"), name).toBe(expected.sha256);
  }
});

test("an end of the reply is told exactly once", async () => {
  for (const recording of recordings) {
    const { message } = await read(recording, adapters.auto, [recording.body]);
    expect(["done", "error"], recording.name).toContain(message.status);
    expect(message.error === undefined, recording.name).toBe(message.status === "done");
  }
});
