import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collectMessageWith } from "../src/engine/collect-message.js";
import type { StreamError } from "../src/protocol/errors.js";
import { messageText, type Message } from "../src/protocol/message.js";
import { explicitAdapter } from "./helpers/adapters.js";
import { differences } from "./helpers/client-differences.js";
import { clients, type OfficialClient, type Seen } from "./helpers/clients.js";
import { hasWireFolder, loadRecordings, type Recording } from "./helpers/recordings.js";
import { startWireServer, type WireServer } from "./helpers/wire-server.js";

const aspects: Readonly<Record<keyof Seen, string>> = {
  text: "text",
  refusal: "refusal",
  toolCalls: "list of calls",
  finishReason: "finish reason",
  usage: "token count",
  items: "list of items",
};

/** Names of the bodies that were read alike, and of those that were not by client. */
const results: { alike: string[]; different: Record<string, string[]> } = { alike: [], different: {} };
let server: WireServer;

beforeAll(async () => {
  server = await startWireServer();
});

afterAll(async () => {
  await server.close();
  const { alike, different } = results;
  const bodies = alike.length + Object.values(different).flat().length;
  const counts = Object.entries(different).map(([client, names]) => `${names.length} by ${client}`);
  console.log(
    `${bodies} bodies read by official clients: ${alike.length} as Headwater reads them, otherwise ${counts.join(", ")}`,
  );
});

function clientFor(recording: Recording): OfficialClient | undefined {
  const system = recording.name.split("/")[0]!;
  // Read as answers of a graph here, but by a call of its own there.
  const format = system === "writer-web-search" ? system : explicitAdapter(recording)?.name;
  return clients[format ?? system] ?? clients[system];
}

/** What a user of Headwater sees. */
function view(message: Message): Required<Seen> {
  const { parts, usage } = message;
  const calls = parts.filter((part) => part.type === "tool-call");
  const items = parts.filter((part) => part.type === "item");
  return {
    text: messageText(message),
    refusal: parts.map((part) => (part.type === "refusal" ? part.text : "")).join(""),
    toolCalls: calls.map(({ toolCallId: id, name, arguments: args }) => ({ id, name, arguments: args })),
    finishReason: message.rawFinishReason ?? message.finishReason ?? null,
    usage: usage ? [usage.inputTokens, usage.outputTokens] : null,
    items: items.map(({ value, event = "message" }) => ({ value, event })),
  };
}

/** Whether what a client threw has the server's words, anywhere. */
function tells(thrown: unknown, { code, message, contentType }: StreamError): boolean {
  // Where the server says nothing that is fit to show, the words are ours.
  if ((code !== "http" && code !== "server") || contentType?.includes("html")) return true;
  const all = `${String(thrown)} ${JSON.stringify(thrown)}`;
  // Several errors at once are one sentence here.
  return message.split("; ").every((words) => all.includes(JSON.stringify(words).slice(1, -1)));
}

async function compare(client: OfficialClient, recording: Recording): Promise<string | undefined> {
  const reply = { http: recording.expected.http, chunks: [recording.body] };
  const theirs: Seen = {};
  const thrown = await client.read(server.serve(reply), theirs).catch((error: unknown) => error);
  const message = await collectMessageWith(await server.play(reply), { adapter: explicitAdapter(recording)! });
  const ours = view(message);
  const keys = Object.keys(theirs) as (keyof Seen)[];
  const other = keys.filter((key) => !isDeepStrictEqual(theirs[key], ours[key])).map((key) => aspects[key]);
  if (thrown !== undefined && message.error && !tells(thrown, message.error)) other.push("error");
  const found = [
    ...(thrown !== undefined && !message.error ? ["throws"] : []),
    ...(thrown === undefined && message.error ? ["ends without an error"] : []),
    ...(other.length > 0 ? [`shows another ${other.join(", ")}`] : []),
  ];
  return found.join(", ") || undefined;
}

const recordings = loadRecordings().filter(clientFor);

describe("official clients and Headwater read the same, but for the differences that are explained", () => {
  test.for(recordings)("$name", async (recording) => {
    const client = clientFor(recording)!;
    const difference = await compare(client, recording);
    (difference ? (results.different[client.name] ??= []) : results.alike).push(recording.name);
    expect(difference).toBe(differences[recording.name]?.difference);
  });

  // Without the full collection, a body that is listed may just not be here.
  if (hasWireFolder) {
    test("nothing is explained that does not occur", () => {
      const names = new Set(recordings.map(({ name }) => name));
      expect(Object.keys(differences).filter((name) => !names.has(name))).toEqual([]);
    });
  }
});
