/** The floor: `fetch`, and one text node per paragraph that is appended to. No Markdown, no React. */
import type { Contender } from "../contract.js";
import { createPanel } from "../follow.js";
import { readDeltas } from "../read-deltas.js";

/** Text nodes below `parent`, a new one after each empty line. */
function createBlocks(parent: HTMLElement): (delta: string) => void {
  let tail: Text | undefined;
  let endsWithNewline = false;
  const add = (text: string) => {
    if (text === "") return;
    if (tail === undefined) {
      const block = document.createElement("p");
      tail = document.createTextNode(text);
      block.append(tail);
      parent.append(block);
    } else tail.appendData(text);
  };
  return (delta) => {
    let from = 0;
    for (let at = 0; at < delta.length; at++) {
      if (delta.charCodeAt(at) !== 10) endsWithNewline = false;
      else if (endsWithNewline) {
        add(delta.slice(from, at));
        from = at + 1;
        tail = undefined;
      } else endsWithNewline = true;
    }
    add(delta.slice(from));
  };
}

/** Joins what arrives within a frame: the least that anybody has to do. */
function perFrame(apply: (text: string) => void): (delta: string) => void {
  let waiting = "";
  return (delta) => {
    if (waiting === "")
      requestAnimationFrame(() => {
        apply(waiting);
        waiting = "";
      });
    waiting += delta;
  };
}

export const contender: Contender = {
  chat(root, { urls, history, follow }) {
    const sends = urls.map((url) => {
      const column = createPanel(root, follow);
      for (const { text } of history) createBlocks(column)(text);
      return () => void readDeltas(url, perFrame(createBlocks(column)));
    });
    return () => {
      for (const send of sends) send();
    };
  },
  markdown(root) {
    const column = document.createElement("div");
    column.className = "column plain";
    root.append(column);
    const add = createBlocks(column);
    return { show: (_text, added) => add(added), end: () => {} };
  },
};
