import { list } from "../../protocol/read.js";
import { asksForStream, createIds } from "./facts.js";
import { cutWords, sseJson } from "./frames.js";
import type { MockStage, MockWire } from "./wire.js";
import { writerError, writerErrorFrame } from "./writer.js";

/** A stage has one text: what it does, then what came of it. It is told again, longer, as it goes on. */
function stageDeltas({ title, text, sources = [] }: MockStage, id: string): readonly object[] {
  const urls = sources.flatMap(({ url }) => url ?? []);
  const contents = text ? [title, `${title}\n${text}`] : [title];
  const stages = contents.map((content) => ({ id, content, sources: urls.length > 0 ? urls : null }));
  return stages.map((stage) => ({ stages: [stage] }));
}

/**
 * Writer's no-code agents: title, stages with the pages they read, text. The end of the body is the end.
 *
 * Source: Writer API reference, "Generate from application"; `writer-sdk` 2.3.2,
 * `resources/applications/applications.d.ts`.
 */
export const writerAgentWire: MockWire = {
  name: "writer-agent",
  title: "No-code agents of Writer",
  routes: ["POST /v1/applications/:id"],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  prompt: (body) =>
    list(body, "inputs")
      .flatMap((input) => list(input, "value"))
      .find((value): value is string => typeof value === "string" && value !== "") ?? "",
  streams: asksForStream,
  encode(answer) {
    const ids = createIds(answer);
    const { title, text = "", stages = [] } = answer;
    return [
      ...stages.flatMap((stage) => stageDeltas(stage, ids.uuid())),
      ...(title === undefined ? [] : [{ title }]),
      // An agent that says nothing still sends a chunk.
      ...(text ? cutWords(text) : [""]).map((content) => ({ content })),
    ].map((delta) => sseJson({ delta }));
  },
  encodeBody: ({ title, text = "" }) => ({ title: title ?? "", suggestion: text }),
  encodeError: writerErrorFrame,
  errorBody: writerError,
};
