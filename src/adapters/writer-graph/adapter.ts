import type { Adapter } from "../../protocol/adapter.js";
import { writerFraming } from "../writer.js";
import { createGraphDecoder, decodeGraphBody } from "./decode.js";
import { createGraphRequest } from "./request.js";

/**
 * Writer's Knowledge Graph questions, `POST /v1/graphs/question`, and its older web search, `POST /v1/tools/web-search`:
 * `{question, answer, sources, subqueries, references}` per event, where `answer` is the next piece; the same object whole
 * when it is not streamed. Wrapped in `data` or not: the types of the SDK say so, the documentation and Writer's own
 * framework read it bare.
 *
 * Complete at the clean end of the body or at `[DONE]`; there is no finish reason and no usage.
 *
 * Source: Writer documentation, "Ask questions to Knowledge Graphs", "Work with inline citations in Knowledge Graph
 * responses", "Search the web"; `writer-sdk` 2.3.2, `resources/graphs.d.ts`, `resources/tools/tools.d.ts`.
 */
export const writerGraph: Adapter = {
  name: "writer-graph",
  framing: writerFraming,
  endMarker: "[DONE]",
  createDecoder: createGraphDecoder,
  decodeBody: decodeGraphBody,
  createRequest: createGraphRequest,
};
