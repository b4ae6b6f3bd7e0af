import type { Source } from "../../protocol/message.js";
import type { MockAnswer } from "./wire.js";

/** What grounding says of a source. */
type Found = Pick<Source, "kind" | "url" | "title" | "fileId" | "snippet">;

/** Sources are the same if their addresses are; files may have a name only. */
function keyOf({ url, title, fileId }: Pick<Source, "url" | "title" | "fileId">): string | undefined {
  return url ?? title ?? fileId;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** What the answer rests on. Offsets are of bytes of UTF-8. `undefined`: on nothing that is known. */
export function groundingOf({ text = "", sources = [], citations = [], stages = [] }: MockAnswer): object | undefined {
  const cited = citations.flatMap(({ kind, url, title, fileId }) =>
    kind === "web" || kind === "file" ? { kind, url, title, fileId } : [],
  );
  const found: readonly Found[] = [...sources, ...cited];
  const keys = [...new Set(found.map(keyOf).filter((key) => key !== undefined))];
  const chunks = keys.map((key) => {
    const { kind, url: uri, fileId, title = fileId, snippet } = found.find((one) => keyOf(one) === key)!;
    return kind === "web" ? { web: { uri, title } } : { retrievedContext: { uri, title, text: snippet } };
  });
  const groundingSupports = citations.flatMap((citation) => {
    const index = keys.indexOf(keyOf(citation) ?? "");
    const { start, end } = citation;
    const cut = text.slice(start, end);
    const startIndex = byteLength(text.slice(0, start)) || undefined;
    const segment = { startIndex, endIndex: byteLength(text.slice(0, end)), text: cut };
    return index < 0 ? [] : { segment, groundingChunkIndices: [index] };
  });
  const searches = stages.filter(({ kind }) => kind === "search");
  const webSearchQueries = searches.map(({ title, input = title }) => input);
  return chunks.length > 0 ? { groundingChunks: chunks, groundingSupports, webSearchQueries } : undefined;
}
