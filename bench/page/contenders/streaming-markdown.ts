/** The floor of Markdown: a state machine of 3 kB that writes into the page, without React. */
import { default_renderer, parser, parser_end, parser_write } from "streaming-markdown";
import type { Contender } from "../contract.js";
import { createPanel } from "../follow.js";
import { readDeltas } from "../read-deltas.js";

function createDocument(parent: HTMLElement) {
  const element = document.createElement("div");
  parent.append(element);
  const state = parser(default_renderer(element));
  return { write: (text: string) => parser_write(state, text), end: () => parser_end(state) };
}

export const contender: Contender = {
  chat(root, { urls, history, follow }) {
    const sends = urls.map((url) => {
      const column = createPanel(root, follow);
      for (const { text } of history) {
        const { write, end } = createDocument(column);
        write(text);
        end();
      }
      return () => {
        const { write, end } = createDocument(column);
        let waiting = "";
        const flush = () => {
          write(waiting);
          waiting = "";
        };
        void readDeltas(url, (delta) => {
          if (waiting === "") requestAnimationFrame(flush);
          waiting += delta;
        }).then(() => requestAnimationFrame(end));
      };
    });
    return () => {
      for (const send of sends) send();
    };
  },
  markdown(root) {
    const column = document.createElement("div");
    column.className = "column";
    root.append(column);
    const { write, end } = createDocument(column);
    return { show: (_text, added) => write(added), end };
  },
};
