import type { StreamEvent } from "../../protocol/events.js";
import { get, list, num, str } from "../../protocol/read.js";
import { say, textIn, type ReadMore } from "../chat-chunks.js";

/** A citation of a page (OpenAI, OpenRouter) or of a document of the request (Groq). */
function readAnnotation(json: unknown): StreamEvent[] {
  const cited = get(json, "url_citation") ?? get(json, "document_citation");
  const start = num(cited, "start_index")!;
  const end = num(cited, "end_index")!;
  const title = str(cited, "title");
  const url = str(cited, "url");
  const fileId = str(cited, "document_id");
  const kind = url ? "web" : "file";
  if (start < end) return [{ type: "citation-add", citation: { start, end, kind, title, url, fileId } }];
  // OpenRouter may leave the range out: then the page is a source of the whole answer.
  return url ? [{ type: "source-add", source: { id: url, kind, title, url } }] : [];
}

const none: readonly StreamEvent[] = [];

/** What the compatible servers add to a delta: reasoning and citations. */
export const readVendor: ReadMore = (delta) => {
  // DeepSeek, xAI, AISIX: reasoning_content. Groq, vLLM, OpenRouter: reasoning, repeated in reasoning_details.
  const reasoning =
    textIn(delta, "reasoning_content") ||
    textIn(delta, "reasoning") ||
    textIn(delta, "reasoning_details") ||
    // Mistral: a list of {type: "text", text} and {type: "thinking", thinking: [{text}]}.
    list(delta, "content")
      .map((part) => textIn(part, "thinking"))
      .join("");
  const annotations = list(delta, "annotations");
  return reasoning || annotations[0]
    ? [...say("reasoning-delta", reasoning), ...annotations.flatMap(readAnnotation)]
    : none;
};
