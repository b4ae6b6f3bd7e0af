import type { StreamEvent } from "../../protocol/events.js";
import { get, str } from "../../protocol/read.js";
import type { ReadMore } from "../chat-chunks.js";
import { createGraphDataReader } from "../writer-graph-data.js";

const stageId = "graph";

/** Reader of what the tools that Writer runs have found: `graph_data` and `web_search_data`. */
export function createToolDataReader(): ReadMore {
  const readData = createGraphDataReader();
  let searching = false;

  return (delta) => {
    const graph = get(delta, "graph_data");
    const status = str(graph, "status");
    const events: StreamEvent[] = [];
    // Chunks repeat the status; `finished` alone, as in a reply that was not streamed, is no search to show.
    if (status && searching !== (status === "processing")) {
      searching = !searching;
      events.push(searching ? { type: "stage-set", stageId, kind: "search" } : { type: "stage-end", stageId });
    }
    return [...events, ...readData(graph), ...readData(get(delta, "web_search_data"))];
  };
}
