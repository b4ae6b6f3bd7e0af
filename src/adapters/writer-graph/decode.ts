import type { Decode } from "../../protocol/adapter.js";
import type { StreamEvent } from "../../protocol/events.js";
import type { Citation } from "../../protocol/message.js";
import { get, object, str } from "../../protocol/read.js";
import { createGraphDataReader } from "../writer-graph-data.js";
import { readBody, readError } from "../writer.js";
import { createCitationFinder } from "./citations.js";

/** Decoder of an answer from a Knowledge Graph. */
export function createGraphDecoder(): Decode {
  let citations: Citation[] = [];
  const { read, know } = createCitationFinder((citation) => citations.push(citation));
  const readData = createGraphDataReader(know);

  function* decode(question: unknown): Iterable<StreamEvent> {
    const delta = str(question, "answer");
    if (delta) {
      yield { type: "text-delta", delta };
      read(delta);
    }
    yield* readData(question);
    for (const citation of citations) yield { type: "citation-add", citation };
    citations = [];
  }

  return (json) => readError(json) ?? decode(object(get(json, "data")) ?? json);
}

/** An answer that was not streamed. */
export function decodeGraphBody(json: unknown): Iterable<StreamEvent> {
  const events = [...createGraphDecoder()(json, { data: "" })];
  return readBody(json, events[0] ?? str(json, "answer"), events);
}
