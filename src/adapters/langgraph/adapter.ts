import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { neverEmpty } from "../never-empty.js";
import { createRunDecoder, decodeRunBody } from "./decode.js";
import { createRunRequest } from "./request.js";

/**
 * LangGraph: the runs of Agent Server (LangGraph Platform, `langgraph dev`), of the servers compatible with it, and
 * `graph.stream(input, {encoding: "text/event-stream"})` of LangGraph.js. All stream modes can be asked for; see the README
 * for what each becomes.
 *
 * Complete when the body ends or an event `end` says so: current servers send none, so a body that a proxy closes early
 * cannot be told from a whole one. A lost connection can.
 *
 * Source: LangSmith documentation, "Streaming API"; `@langchain/langgraph-sdk` 2.0.0, `types.stream.d.ts`;
 * `@langchain/langgraph-api` 2.0.0, `stream.mjs`.
 */
export const langgraph: Adapter = {
  name: "langgraph",
  framing: neverEmpty(orBody(sse)),
  endMarker: "[DONE]",
  createDecoder: createRunDecoder,
  decodeBody: decodeRunBody,
  createRequest: createRunRequest,
};
