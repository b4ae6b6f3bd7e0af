import { runMarkdown } from "../lib/markdown.mjs";

/** Renderers alone: 16 tokens per append. */
export function markdownCells(contenders, { quick, rounds }) {
  const sizes = quick ? [2000, 8000] : [2000, 8000, 32_000];
  const renderers = contenders.filter(({ renderer }) => renderer !== undefined);
  return sizes.flatMap((tokens) =>
    renderers.map((contender) => ({
      group: "markdown",
      key: `${tokens / 1000}k`,
      contender: contender.renderer,
      rounds: quick ? 1 : rounds,
      run: (server) => runMarkdown(server, contender, { tokens }),
    })),
  );
}
