import { XanoNodeClient } from "@xano/js-sdk";
import OpenAI from "openai";
import { TwelvelabsApiClient } from "twelvelabs-js";
import Writer from "writer-sdk";
import { get, str } from "../../src/protocol/read.js";

interface SeenCall {
  id: string;
  name: string;
  arguments: string;
}

/** What a user sees of a reply. A client that has no such thing leaves the member out. */
export interface Seen {
  text?: string;
  refusal?: string;
  toolCalls?: SeenCall[];
  /** Of choice 0, in the words of the wire. */
  finishReason?: string | null;
  /** Tokens in and out. */
  usage?: (number | undefined)[] | null;
  /** Values with the names of their events. */
  items?: { value: unknown; event: string }[];
}

/** An official client and how its users read a streamed reply with it. */
export interface OfficialClient {
  /** Name of its package. */
  readonly name: string;
  /** Notes in `seen` what comes, when it comes. Throws what the client throws. */
  readonly read: (address: string, seen: Seen) => Promise<void>;
}

const apiKey = "none";
const messages = [{ role: "user" as const, content: "Hi" }];
const options = { apiKey, maxRetries: 0, logLevel: "off" } as const;
const openai = (baseURL: string) => new OpenAI({ ...options, baseURL });
const writer = (baseURL: string) => new Writer({ ...options, baseURL });
// `TwelveLabs` takes its address from the environment only. This is the client inside it.
const twelvelabs = (baseUrl: string) => new TwelvelabsApiClient({ baseUrl, apiKey });
const twelvelabsOptions = { maxRetries: 0 };

/** What OpenAI's and Writer's chunks have in common. Keep-alives and chunks of other servers lack some of it. */
interface Chunk {
  readonly choices?: readonly {
    readonly index?: number;
    readonly text?: string;
    readonly finish_reason: string | null;
    readonly delta?: {
      readonly content?: string | null;
      readonly refusal?: string | null;
      readonly tool_calls?:
        | readonly {
            readonly index: number;
            readonly id?: string;
            readonly function?: { readonly name?: string | null; readonly arguments?: string };
          }[]
        | null;
    };
  }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
}

async function readChunks(chunks: AsyncIterable<Chunk>, seen: Seen): Promise<void> {
  const calls = new Map<number, SeenCall>();
  for await (const { choices, usage } of chunks) {
    const choice = choices?.find(({ index = 0 }) => index === 0);
    seen.text += choice?.delta?.content ?? choice?.text ?? "";
    seen.refusal += choice?.delta?.refusal ?? "";
    seen.finishReason = choice?.finish_reason ?? seen.finishReason ?? null;
    if (usage) seen.usage = [usage.prompt_tokens, usage.completion_tokens];
    for (const { index, id = "", function: called } of choice?.delta?.tool_calls ?? []) {
      // As in OpenAI's guide: the first delta of an index names the call.
      if (!calls.has(index)) calls.set(index, { id, name: called?.name ?? "", arguments: "" });
      calls.get(index)!.arguments += called?.arguments ?? "";
    }
    seen.toolCalls = [...calls.values()];
  }
}

const nothing = (): Seen => ({ text: "", refusal: "", toolCalls: [], finishReason: null, usage: null });

/** Puts the messages of a response together: `done` replaces the deltas, commentary is no answer. */
function createTexts(seen: Seen) {
  const texts = new Map<string, string>();
  const commentary = new Set<number | undefined>();
  return {
    addItem(index: number | undefined, phase: string | null | undefined): void {
      if (phase === "commentary") commentary.add(index);
    },
    addText(index: number | undefined, content: number | undefined, piece: { delta?: string; text?: string }): void {
      if (commentary.has(index)) return;
      const key = `${index}:${content}`;
      texts.set(key, piece.text ?? (texts.get(key) ?? "") + (piece.delta ?? ""));
      seen.text = [...texts.values()].join("");
    },
  };
}

/** By the name of the adapter that reads the same format; the deprecated web search of Writer by its system. */
export const clients: Readonly<Record<string, OfficialClient>> = {
  "openai-chat": {
    name: "openai",
    async read(address, seen) {
      Object.assign(seen, nothing());
      const request = { model: "m", messages, stream: true } as const;
      await readChunks(await openai(address).chat.completions.create(request), seen);
    },
  },
  "openai-completions": {
    name: "openai",
    async read(address, seen) {
      Object.assign(seen, nothing());
      const request = { model: "m", prompt: "Hi", stream: true } as const;
      await readChunks(await openai(address).completions.create(request), seen);
    },
  },
  "openai-responses": {
    name: "openai",
    async read(address, seen) {
      const calls: SeenCall[] = [];
      Object.assign(seen, { text: "", refusal: "", toolCalls: calls, usage: null });
      const texts = createTexts(seen);
      for await (const event of await openai(address).responses.create({ model: "m", input: "Hi", stream: true })) {
        if (event.type === "response.output_item.added") {
          if (event.item.type === "message") texts.addItem(event.output_index, event.item.phase);
        } else if (event.type === "response.output_text.delta") {
          texts.addText(event.output_index, event.content_index, { delta: event.delta });
        } else if (event.type === "response.output_text.done") {
          texts.addText(event.output_index, event.content_index, { text: event.text });
        } else if (event.type === "response.refusal.delta") {
          seen.refusal += event.delta;
        } else if (event.type === "response.output_item.done" && event.item.type === "function_call") {
          const { call_id: id, name, arguments: args } = event.item;
          calls.push({ id, name, arguments: args });
        } else if ("response" in event && event.response.usage) {
          seen.usage = [event.response.usage.input_tokens, event.response.usage.output_tokens];
        }
      }
    },
  },
  "writer-chat": {
    name: "writer-sdk",
    async read(address, seen) {
      Object.assign(seen, nothing());
      const request = { model: "palmyra-x5", messages, stream: true } as const;
      await readChunks(await writer(address).chat.chat(request), seen);
    },
  },
  "writer-completions": {
    name: "writer-sdk",
    async read(address, seen) {
      seen.text = "";
      const request = { model: "palmyra-x5", prompt: "Hi", stream: true } as const;
      for await (const chunk of await writer(address).completions.create(request)) {
        seen.text += str(chunk, "value") ?? "";
      }
    },
  },
  "writer-agent": {
    name: "writer-sdk",
    async read(address, seen) {
      seen.text = "";
      const request = { inputs: [{ id: "query", value: ["Hi"] }], stream: true as const };
      for await (const chunk of await writer(address).applications.generateContent("id", request)) {
        seen.text += chunk.delta.content ?? "";
      }
    },
  },
  "writer-graph": {
    name: "writer-sdk",
    async read(address, seen) {
      seen.text = "";
      const request = { graph_ids: ["id"], question: "Hi", stream: true as const };
      for await (const chunk of await writer(address).graphs.question(request)) {
        // The type says `data`, Writer's own framework reads the top level.
        seen.text += str(get(chunk, "data") ?? chunk, "answer") ?? "";
      }
    },
  },
  "writer-web-search": {
    name: "writer-sdk",
    async read(address, seen) {
      seen.text = "";
      seen.text = str(await writer(address).tools.webSearch({ query: "Hi", stream: true }), "answer") ?? "";
    },
  },
  twelvelabs: {
    name: "twelvelabs-js",
    async read(address, seen) {
      seen.text = "";
      const texts = createTexts(seen);
      const question = { type: "message", role: "user", content: "Hi" } as const;
      const request = { knowledgeStoreId: "ks", input: [question] };
      for await (const event of await twelvelabs(address).responses.createStream(request, twelvelabsOptions)) {
        if (event.type === "response.output_item.added") texts.addItem(event.outputIndex, event.item?.phase);
        else if (event.type === "response.output_text.delta" || event.type === "response.output_text.done")
          texts.addText(event.outputIndex, event.contentIndex, event);
      }
    },
  },
  "twelvelabs-analyze": {
    name: "twelvelabs-js",
    async read(address, seen) {
      seen.text = "";
      for await (const event of await twelvelabs(address).analyzeStream({ prompt: "Hi" }, twelvelabsOptions)) {
        if (event.eventType === "text_generation") seen.text += event.text ?? "";
      }
    },
  },
  xano: {
    name: "@xano/js-sdk",
    async read(address, seen) {
      const items: NonNullable<Seen["items"]> = [];
      seen.items = items;
      seen.text = "";
      // `XanoClient` needs the storage of a browser.
      await new XanoNodeClient({ apiGroupBaseUrl: address }).get("/items", {}, {}, (event) => {
        // `dataAsJSON` also gives `null` for what is no JSON.
        const value: unknown = event.data === "null" ? null : (event.dataAsJSON() ?? event.data);
        items.push({ value, event: event.type });
        const values = items.map((item) => item.value);
        seen.text = values.every((one) => typeof one === "string") ? values.join("\n") : "";
      });
    },
  },
};
