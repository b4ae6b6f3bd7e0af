import { str } from "../../protocol/read.js";
import type { MockAnswer, MockRequest } from "../wires/wire.js";
import { makeItem } from "./items.js";
import { requestError } from "./request-error.js";

/** Items of an item stream unless told otherwise. */
const usualCount = 20;
const mostItems = 100_000;

/** How many items a request asks for by `?count=`; 0 is without end. */
export function readCount(query: URLSearchParams): number {
  const text = query.get("count")?.trim();
  if (!text) return usualCount;
  if (/^\d+$/.test(text) && Number(text) <= mostItems) return Number(text);
  throw requestError(400, `"${text}" is not possible: count must be 0 (without end) or up to ${mostItems}.`);
}

const sources: NonNullable<MockAnswer["sources"]> = [
  {
    id: "source-1",
    kind: "web",
    title: "Where rivers begin",
    url: "https://example.com/headwaters",
    snippet: "A headwater is where a stream begins.",
  },
  { id: "source-2", kind: "file", title: "Field notes", fileId: "file-7", snippet: "The spring never runs dry." },
];

/**
 * What the server says unless told otherwise: a friendly answer that repeats the prompt, with stages, sources and more for
 * wires that have a place for them, and numbered items for item streams.
 */
export function defaultAnswer({ prompt, body, query }: MockRequest): MockAnswer {
  const said = prompt.trim() === "" ? "You said nothing in particular." : `You said: “${prompt.trim()}”.`;
  return {
    text:
      `${said}\n\nI am a mock server – I cannot think, but I can *stream*: every word of this answer comes in a piece ` +
      "of its own, the way your back end would send it. Water does the same: it is patient, it finds its way around " +
      "stones, and it reaches the sea all the same. 🌊\n\n" +
      "Ask me for a fault – the list is long – and see whether your page is as patient as the water is. À bientôt!",
    reasoning: "The user wrote something. A mock server answers everybody alike; I will be brief and friendly.",
    stages: [
      {
        title: "Looking for the source",
        kind: "search",
        text: "I searched the field notes for springs.",
        input: `{"query":"springs"}`,
        output: "2 documents",
        sources,
      },
      { title: "Writing", text: "I put what I found into words." },
    ],
    sources,
    subqueries: [{ query: "Where does a stream begin?", answer: "At its headwater.", sources: sources.slice(0, 1) }],
    references: [
      {
        kind: "web",
        text: "A headwater is where a stream begins.",
        title: "Where rivers begin",
        url: "https://example.com/headwaters",
        score: 0.87,
      },
    ],
    items: Array.from({ length: readCount(query) }, (_, index) => makeItem(index + 1)),
    model: str(body, "model"),
  };
}
