import type { Citation } from "../../protocol/message.js";
import type { GraphTarget } from "../writer-graph-data.js";

/** `[name](target)`. No brackets inside: then a cut link always begins at the last `[`. */
const link = /\[([^[\]]+)\]\(([^()[\]\s]+)\)/g;

/** Characters a link may have: what is longer is no citation, and need not be looked at again and again. */
const longestLink = 1_000;

/** Reads the text of an answer beside what it rests on. */
export interface CitationFinder {
  /** Takes the next piece of the text. */
  readonly read: (delta: string) => void;
  /** Takes something that the answer rests on. */
  readonly know: (target: GraphTarget) => void;
}

/**
 * Finds inline citations: Markdown links to something that the answer rests on. Links may be cut anywhere, and what they
 * point at may become known before or after them.
 *
 * @param tell is given each citation once, as soon as it is certain
 */
export function createCitationFinder(tell: (citation: Citation) => void): CitationFinder {
  const targets = new Map<string | undefined, GraphTarget>();
  /** Links to what is not known yet. */
  const open = new Map<string | undefined, Citation[]>();
  /** The end of the text so far, from where a link may have begun. */
  let tail = "";
  let length = 0;

  function settle(id: string | undefined): void {
    const target = targets.get(id);
    if (!target) return;
    const { kind, url, fileId } = target;
    for (const citation of open.get(id) ?? []) tell({ ...citation, kind, url, fileId });
    open.delete(id);
  }

  return {
    read(delta) {
      const text = tail + delta;
      const start = length - tail.length;
      length += delta.length;
      let end = 0;
      for (const { 0: marked, 1: title, 2: id, index } of text.matchAll(link)) {
        end = index + marked.length;
        const links = open.get(id) ?? [];
        links.push({ start: start + index, end: start + end, kind: "file", title });
        open.set(id, links);
        settle(id);
      }
      const begin = text.lastIndexOf("[");
      tail = begin < end || text.length - begin > longestLink ? "" : text.slice(begin);
    },
    know(target) {
      const id = target.cite ?? target.fileId ?? target.url;
      targets.set(id, target);
      settle(id);
    },
  };
}
