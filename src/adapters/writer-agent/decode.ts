import type { Decode } from "../../protocol/adapter.js";
import type { StreamEvent } from "../../protocol/events.js";
import { get, list, str } from "../../protocol/read.js";
import { readBody, readError } from "../writer.js";

/** Decoder of an agent's chunks: any of content, title and stages, in any combination. */
export function createAgentDecoder(): Decode {
  /** What each stage says so far, by its id. */
  const texts = new Map<string, string>();
  /** Sources already told, each with its stage: they may be repeated with every chunk. */
  const told = new Set<string>();
  let open: string | undefined;

  function* endStage(): Iterable<StreamEvent> {
    if (open !== undefined) yield { type: "stage-end", stageId: open };
    open = undefined;
  }

  function* readStage(stage: unknown): Iterable<StreamEvent> {
    const stageId = str(stage, "id");
    if (stageId === undefined) return;
    const known = texts.get(stageId);
    if (known === undefined) {
      yield* endStage();
      open = stageId;
    }
    // Whether a repeated stage brings the whole text or the next piece is not documented.
    const old = known ?? "";
    const text = str(stage, "content") ?? "";
    const delta = text.startsWith(old) ? text.slice(old.length) : text;
    if (delta || known === undefined) yield { type: "stage-delta", stageId, delta };
    texts.set(stageId, old + delta);
    for (const url of list(stage, "sources")) {
      if (typeof url !== "string" || told.has(`${stageId} ${url}`)) continue;
      told.add(`${stageId} ${url}`);
      yield { type: "source-add", source: { id: url, kind: "web", url }, stageId };
    }
  }

  function* read(delta: unknown): Iterable<StreamEvent> {
    for (const stage of list(delta, "stages")) yield* readStage(stage);
    const title = str(delta, "title");
    if (title) yield { type: "message-set", title };
    const content = str(delta, "content");
    if (content) {
      yield* endStage();
      yield { type: "text-delta", delta: content };
    }
  }

  return (json) => readError(json) ?? read(get(json, "delta"));
}

/** An answer that was not streamed: all that agents other than research agents give. */
export function decodeAgentBody(json: unknown): readonly StreamEvent[] {
  const suggestion = str(json, "suggestion");
  return readBody(json, suggestion, [
    { type: "message-set", title: str(json, "title") },
    { type: "text-delta", delta: suggestion ?? "" },
  ]);
}
