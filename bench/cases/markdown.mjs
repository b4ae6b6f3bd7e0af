import { constructs } from "../lib/documents.mjs";
import { runGrowth, runMarkdown, runMarkdownChanges } from "../lib/markdown.mjs";

/** These take a document of 1 MB within the limit, or say by how much they do not. */
const growing = new Set(["headwater", "floor-blocks", "streaming-markdown", "aisdk-streamdown"]);

/** Renderers alone: 16 tokens per append, and long documents of one construct. */
export function markdownCells(contenders, { quick, rounds }) {
  const renderers = contenders.filter(({ renderer }) => renderer !== undefined);
  const cells = [];
  const add = (group, key, run, settings, { who = renderers, most = rounds } = {}) => {
    for (const contender of who) {
      cells.push({
        group,
        key,
        contender: contender.renderer,
        rounds: Math.min(rounds, most),
        run: (server) => run(server, contender, settings),
      });
    }
  };
  for (const tokens of quick ? [2000, 8000] : [2000, 8000, 32_000]) {
    add("markdown", `${tokens / 1000}k`, runMarkdown, { tokens });
  }
  if (quick) return cells;
  add("markdown", "changes of the page, 2k", runMarkdownChanges, { tokens: 2000 }, { most: 1 });
  const who = renderers.filter(({ name }) => growing.has(name));
  for (const construct of Object.keys(constructs)) {
    add("growth", `1 MB, one ${construct}`, runGrowth, { construct, length: 1_000_000 }, { who, most: 1 });
  }
  return cells;
}
