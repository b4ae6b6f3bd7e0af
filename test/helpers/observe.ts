import { expect } from "vitest";
import type { StreamError } from "../../src/protocol/errors.js";
import { messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import type { Expected, ExpectedResult } from "./recordings.js";

type Observed = Omit<ExpectedResult, "error" | "usage"> & { error: unknown; usage: unknown };

function texts(message: Message, type: "reasoning" | "refusal"): string | null {
  return (
    message.parts
      .filter((part): part is Extract<MessagePart, { type: typeof type }> => part.type === type)
      .map((part) => part.text)
      .join("") || null
  );
}

const sources = {
  http: "http",
  server: "frame",
  network: "transport",
  timeout: "transport",
  incomplete: "protocol",
  "unexpected-response": "protocol",
  parse: "protocol",
  request: "request",
} as const;

function observeError(error: StreamError | undefined): unknown {
  if (error === undefined) return null;
  const source = sources[error.code];
  // Where the wording is ours, only the kind of failure is compared.
  if (source === "transport" || source === "protocol") return { source, retryable: error.retryable };
  return {
    source,
    httpStatus: error.status ?? null,
    code: error.serverCode ?? null,
    type: error.serverType ?? null,
    message: error.message,
    param: error.param ?? null,
    retryAfterSeconds: error.retryAfter === undefined ? null : error.retryAfter / 1000,
    retryable: error.retryable,
  };
}

function outcome(message: Message): ExpectedResult["outcome"] {
  if (message.status === "done") return "complete";
  const { error } = message;
  return error?.code === "incomplete" || error?.code === "network" ? "truncated" : "error";
}

/** A settled message in the words of an expected file, with the members that the file has. */
export function observe(message: Message, expected: Expected["result"]): Observed {
  const calls = message.parts.filter((part) => part.type === "tool-call");
  const items = message.parts.filter((part) => part.type === "item").map((part) => part.value);
  const usage = message.usage;
  const observed: Observed = {
    outcome: outcome(message),
    text: messageText(message),
    reasoning: texts(message, "reasoning"),
    refusal: texts(message, "refusal"),
    finishReason: message.finishReason ?? null,
    usage: usage && {
      inputTokens: usage.inputTokens ?? null,
      outputTokens: usage.outputTokens ?? null,
      totalTokens: usage.totalTokens ?? null,
      reasoningTokens: usage.reasoningTokens ?? null,
      cachedInputTokens: usage.cachedInputTokens ?? null,
    },
    toolCalls: calls.map(({ toolCallId, name, arguments: args }, index) => ({
      index,
      id: toolCallId,
      name,
      arguments: args,
    })),
    error: observeError(message.error),
  };
  if (expected.model !== undefined) observed.model = message.model!;
  if (expected.id !== undefined) observed.id = message.responseId!;
  if (expected.choices !== undefined) {
    observed.choices = [message, ...(message.choices ?? [])].map((choice, index) => ({
      index,
      text: messageText(choice),
      finishReason: choice.finishReason ?? null,
    }));
  }
  if (expected.badFrames !== undefined) observed.badFrames = message.badFrames?.count ?? 0;
  if (expected.items !== undefined) observed.items = items;
  if (expected.badLines !== undefined) {
    observed.badLines = (message.badFrames?.samples ?? []).map(({ line, text }) => ({ line: line!, raw: text }));
  }
  return observed;
}

/** The expected result in the same form: what a reader cannot know or words differently is left out. */
export function expectedOf({ http, result }: Expected): Observed {
  const { error } = result;
  const page = http.headers["content-type"]?.includes("html");
  const known: Observed = {
    outcome: result.outcome,
    // The rule of the collection, which not every file of it follows: the text of items that are all texts is these, as lines.
    text:
      result.items?.length && result.items.every((item) => typeof item === "string")
        ? result.items.join("\n")
        : result.text,
    reasoning: result.reasoning,
    refusal: result.refusal,
    finishReason: result.finishReason,
    usage: result.usage ?? undefined,
    toolCalls: result.toolCalls.map(({ index, id, name, arguments: args }) => ({ index, id, name, arguments: args })),
    error:
      error === null || error.source === "http" || error.source === "frame"
        ? error && {
            ...error,
            code: error.code === null ? null : String(error.code),
            // A page is never shown; its status is put into a sentence.
            message: page ? (expect.stringContaining(error.message) as string) : error.message,
          }
        : { source: error.source, retryable: error.retryable },
  };
  for (const key of ["model", "id", "choices", "badFrames", "items", "badLines"] as const) {
    if (result[key] !== undefined) Object.assign(known, { [key]: result[key] });
  }
  return known;
}
