/** One document in one renderer, piece by piece, as fast as it takes them. */
import { difference, heap, mainThread, withPage } from "./browser.mjs";
import { writeAnswer } from "./text.mjs";

/** How long one document may take, in ms. */
const limit = 30_000;

function piecesOf(tokens, perPiece) {
  const pieces = [];
  for (let at = 0; at < tokens.length; at += perPiece) pieces.push(tokens.slice(at, at + perPiece).join(""));
  return pieces;
}

/** @param settings `tokens`, `perPiece` (tokens of one append) */
export async function runMarkdown(server, contender, { tokens, perPiece = 16 }) {
  const answer = writeAnswer(tokens);
  const pieces = piecesOf(answer.tokens, perPiece);
  return withPage(`${server.origin}/${contender.page}/index.html`, async ({ page, session }) => {
    await page.evaluate(() => window.bench.openMarkdown());
    await page.evaluate(() => window.bench.painted());
    const start = await mainThread(session);
    const { shown, worst } = await page.evaluate(
      ([pieces, limit]) => window.bench.showPieces(pieces, "", limit),
      [pieces, limit],
    );
    const finished = shown === pieces.length;
    if (finished) await page.evaluate((text) => window.bench.endMarkdown(text), answer.text);
    const spent = difference(await mainThread(session), start);
    const seen = await page.evaluate(() => window.bench.markers("u"));
    return {
      complete: finished && seen.length === answer.markers && seen.every((marker, at) => marker === at),
      share: shown / pieces.length,
      ...spent,
      perAppend: spent.task / shown,
      worst,
      nodes: await page.evaluate(() => window.bench.countNodes()),
      heap: await heap(session),
    };
  });
}
