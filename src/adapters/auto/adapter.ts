import { jsonBody } from "../../framing/json-body.js";
import { jsonLines } from "../../framing/json-lines.js";
import { plainText } from "../../framing/plain-text.js";
import { sniff } from "../../framing/sniff.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { str } from "../../protocol/read.js";

// What knows the protocols is a chunk of its own, so that the first load does not grow with their number.
const loadDetect = () => import("./detect.js");

/**
 * Finds the format from the reply itself: the framing by content type and first bytes, the protocol by the first frame that
 * is not a ping. What is no known protocol is a stream of items. One reply looks like another in one case only: a server that
 * relays foreign chunks as items of its own; name the adapter there.
 */
export const auto: Adapter = {
  name: "auto",
  framing: sniff({ sse, jsonLines, jsonBody, plainText }),
  endMarker: "[DONE]",
  // Nothing at all: an empty list of items is fine, an empty answer is not.
  requiresEnd: ({ contentType }) => !/jsonl|ndjson|jsonlines/.test(contentType),
  createDecoder: () => () => [],
  prepare: loadDetect,
  select(json, frame, atEnd) {
    const isPing = frame.data === "" || frame.event === "ping" || str(json, "type") === "ping";
    if (isPing && !atEnd && !frame.plain) return undefined;
    return loadDetect().then(({ detect }) => detect(json, frame));
  },
};
