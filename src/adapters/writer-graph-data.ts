import type { StreamEvent } from "../protocol/events.js";
import type { Reference, Source } from "../protocol/message.js";
import { get, list, num, str } from "../protocol/read.js";

/** What inline citations may point at: a file by its `cite` or its id, a page by its address. */
export type GraphTarget = Pick<Reference, "kind" | "url" | "fileId" | "cite">;

/**
 * Reader of what Writer found in a Knowledge Graph or on the web: `{sources, subqueries, references}`, some or all of them,
 * in one chunk or repeated with every chunk. `null` entries and empty lists say nothing.
 *
 * Source: `writer-sdk` 2.3.2, `Question` in `resources/graphs.d.ts`, `GraphData` and `Source` in `resources/shared.d.ts`.
 *
 * @param know is given everything that inline citations may point at
 */
export function createGraphDataReader(know?: (target: GraphTarget) => void): (json: unknown) => Iterable<StreamEvent> {
  /** By what they say, so that one that is repeated keeps its id. */
  const sources = new Map<string, Source>();
  /** Sources and subqueries that need not be told again. */
  const told = new Set<unknown>();
  const isNew = (what: unknown) => told.size < told.add(what).size;

  function readSource(entry: unknown): Source[] {
    const url = str(entry, "url");
    const fileId = str(entry, "file_id");
    if ((url ?? fileId) === undefined) return [];
    const snippet = str(entry, "snippet") ?? str(entry, "raw_content");
    // A file may support an answer with several snippets; each is a source of its own.
    const key = url ?? `${fileId}\n${snippet}`;
    const id = url ?? `${fileId}#${sources.size + 1}`;
    const source = sources.get(key) ?? { id, kind: url === undefined ? "file" : "web", url, fileId, snippet };
    sources.set(key, source);
    know?.(source);
    return [source];
  }

  function readReferences(json: unknown, name: string, kind: Reference["kind"]): Reference[] {
    return list(get(json, "references"), name).map((entry) => {
      const reference: Reference = {
        kind,
        text: str(entry, "text") ?? "",
        title: str(entry, "title"),
        url: str(entry, "url"),
        fileId: str(entry, "fileId"),
        score: num(entry, "score"),
        page: num(entry, "page"),
        cite: str(entry, "cite"),
      };
      know?.(reference);
      return reference;
    });
  }

  return function* read(json) {
    for (const source of list(json, "sources").flatMap(readSource))
      if (isNew(source)) yield { type: "source-add", source };
    for (const entry of list(json, "subqueries")) {
      const query = str(entry, "query");
      const answer = str(entry, "answer") ?? "";
      const found = list(entry, "sources").flatMap(readSource);
      if (query !== undefined && isNew(`${query}\n${answer}\n${found.length}`))
        yield { type: "subquery-set", subquery: { query, answer, sources: found } };
    }
    const references = [...readReferences(json, "files", "file"), ...readReferences(json, "web", "web")].filter(
      ({ text }) => text,
    );
    if (references.length > 0) yield { type: "message-set", references };
  };
}
