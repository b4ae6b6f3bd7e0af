import { expect } from "vitest";
import type { StreamError } from "../../src/protocol/errors.js";
import { messageText, type Message, type MessagePart, type Source } from "../../src/protocol/message.js";
import type { Expected, ExpectedResult, ExpectedSource, ExpectedStage } from "./recordings.js";

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
  "too-large": "protocol",
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

type Citations = NonNullable<ExpectedResult["annotations"]>;

/** The status of a graph search is a stage here; the expected files keep it apart. */
function expectedStages({ graph, stages }: ExpectedResult): ExpectedResult["stages"] {
  return graph === undefined ? stages : [{ kind: "search" }];
}

/** Stages as the expected files word them, with only the members that the expected ones have. */
function observeStages(message: Message, expected: ExpectedResult["stages"]): ExpectedResult["stages"] {
  return message.stages.map((stage, index) => {
    const seen: ExpectedStage = {
      id: stage.id,
      kind: stage.kind,
      content: stage.text,
      name: stage.title,
      input: stage.input,
      output: stage.output,
      sources: stage.sources.map(({ url }) => url!),
    } as ExpectedStage;
    const wanted = expected[index] ?? seen;
    return Object.fromEntries(Object.keys(wanted).map((key) => [key, seen[key as keyof ExpectedStage]]));
  });
}

function observeSources(sources: readonly Source[]): ExpectedSource[] {
  return sources.map(
    ({ kind, url, fileId, snippet }) =>
      JSON.parse(JSON.stringify(kind === "web" ? { kind, url } : { kind, fileId, snippet })) as ExpectedSource,
  );
}

/** Citations with what they mark in the text, because offsets are counted differently on each wire. */
function observeCitations(message: Message): unknown[] {
  const text = messageText(message);
  return message.citations.map(({ kind, start, end, ...citation }) => ({
    kind,
    marked: text.slice(start, end),
    title: citation.title ?? null,
    ...(kind === "web"
      ? { url: citation.url }
      : {
          itemId: citation.itemId,
          startSec: citation.startSec,
          endSec: citation.endSec,
          thumbnailUrl: citation.thumbnailUrl ?? null,
          hlsUrl: citation.hlsUrl ?? null,
        }),
  }));
}

function expectedCitations(text: string, annotations: Citations): unknown[] {
  const points = [...text];
  return annotations.map(({ type, start, end, endInclusive, url, itemId, startSec, endSec, ...citation }) => {
    const kind = type.replace("_citation", "").replace("url", "web");
    return {
      kind,
      marked: endInclusive ? points.slice(start, end + 1).join("") : text.slice(start, end),
      title: citation.title ?? null,
      ...(kind === "web"
        ? { url }
        : { itemId, startSec, endSec, thumbnailUrl: citation.thumbnailUrl ?? null, hlsUrl: citation.hlsUrl ?? null }),
    };
  });
}

/** References as the expected files word them. */
function observeReferences(message: Message): unknown {
  const known = (message.references ?? []).map(({ kind, ...reference }) => ({ kind, reference }));
  const of = (wanted: string) => known.flatMap(({ kind, reference }) => (kind === wanted ? [reference] : []));
  return JSON.parse(JSON.stringify({ files: of("file"), web: of("web") }));
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
    stages: [],
    sources: [],
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
  observed.stages = observeStages(message, expectedStages(expected));
  observed.sources = observeSources(message.sources);
  if (expected.rawFinishReason !== undefined) observed.rawFinishReason = message.rawFinishReason!;
  if (expected.title !== undefined) observed.title = message.title!;
  if (expected.conversation !== undefined) {
    observed.conversation = JSON.parse(JSON.stringify(message.conversation ?? {})) as Record<string, string>;
  }
  if (expected.events !== undefined || expected.lastEventId !== undefined) {
    const parts = message.parts.filter((part) => part.type === "item");
    if (expected.events !== undefined) observed.events = parts.map(({ event }) => event ?? "message");
    if (expected.lastEventId !== undefined) observed.lastEventId = parts.findLast(({ id }) => id)?.id ?? "";
  }
  if (expected.subqueries !== undefined) {
    observed.subqueries = message.subqueries.map(({ query, answer, sources: found }) => ({
      query,
      answer,
      sources: observeSources(found),
    }));
  }
  if (expected.references !== undefined) Object.assign(observed, { references: observeReferences(message) });
  if (expected.annotations !== undefined) Object.assign(observed, { annotations: observeCitations(message) });
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
    text: result.text,
    reasoning: result.reasoning,
    refusal: result.refusal,
    finishReason: result.finishReason,
    usage: result.usage ?? undefined,
    stages: expectedStages(result),
    sources: result.sources,
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
  for (const key of [
    "model",
    "id",
    "choices",
    "badFrames",
    "items",
    "badLines",
    "rawFinishReason",
    "title",
    "events",
    "lastEventId",
    "conversation",
    "subqueries",
    "references",
  ] as const) {
    if (result[key] !== undefined) Object.assign(known, { [key]: result[key] });
  }
  if (result.annotations !== undefined) {
    Object.assign(known, { annotations: expectedCitations(result.text, result.annotations) });
  }
  return known;
}
