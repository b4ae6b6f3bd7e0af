/** One document in one renderer, piece by piece, as fast as it takes them. */
import { difference, heap, mainThread, withPage } from "./browser.mjs";
import { writeDocument } from "./documents.mjs";
import { writeAnswer } from "./text.mjs";

/** How long one document may take, in ms. */
const limit = 30_000;

const addressOf = (server, contender) => `${server.origin}/${contender.page}/index.html`;

function piecesOf(tokens, perPiece) {
  const pieces = [];
  for (let at = 0; at < tokens.length; at += perPiece) pieces.push(tokens.slice(at, at + perPiece).join(""));
  return pieces;
}

async function open(page) {
  await page.evaluate(() => window.bench.openMarkdown());
  await page.evaluate(() => window.bench.painted());
}

function show(page, pieces, before, limit) {
  return page.evaluate(
    ([pieces, before, limit]) => window.bench.showPieces(pieces, before, limit),
    [pieces, before, limit],
  );
}

async function isComplete(page, count) {
  const seen = await page.evaluate(() => window.bench.markers("u"));
  return seen.length === count && seen.every((marker, at) => marker === at);
}

/** @param settings `tokens`, `perPiece` (tokens of one append) */
export async function runMarkdown(server, contender, { tokens, perPiece = 16 }) {
  const answer = writeAnswer(tokens);
  const pieces = piecesOf(answer.tokens, perPiece);
  return withPage(addressOf(server, contender), async ({ page, session, queue }) => {
    await open(page);
    await queue.start();
    const start = await mainThread(session);
    const { shown, worst } = await show(page, pieces, "", limit);
    const finished = shown === pieces.length;
    if (finished) await page.evaluate((text) => window.bench.endMarkdown(text), answer.text);
    const spent = difference(await mainThread(session), start);
    const waited = await queue.waited();
    return {
      complete: finished && (await isComplete(page, answer.markers)),
      share: shown / pieces.length,
      waited,
      task: spent.task,
      layout: spent.layout,
      style: spent.style,
      perAppend: spent.task / shown,
      worst,
      nodes: await page.evaluate(() => window.bench.countNodes()),
      heap: await heap(session),
    };
  });
}

/** What happens to the page while a document grows, and whether it ends as the whole document does when shown at once. */
export async function runMarkdownChanges(server, contender, { tokens, perPiece = 16 }) {
  const answer = writeAnswer(tokens);
  const pieces = piecesOf(answer.tokens, perPiece);
  const address = addressOf(server, contender);
  const atOnce = await withPage(address, async ({ page }) => {
    await open(page);
    await page.evaluate((text) => window.bench.endMarkdown(text), answer.text);
    return { html: await page.evaluate(() => window.bench.outline()) };
  });
  return withPage(address, async ({ page }) => {
    await open(page);
    await page.evaluate(() => window.bench.watchChanges());
    await show(page, pieces, "", limit);
    await page.evaluate((text) => window.bench.endMarkdown(text), answer.text);
    const changes = await page.evaluate(() => window.bench.changes());
    const html = await page.evaluate(() => window.bench.outline());
    return { complete: await isComplete(page, answer.markers), same: html === atOnce.html, ...changes };
  });
}

const parts = 10;

/**
 * A document of one construct. Gives the time of one append in each tenth of it; fewer of them when there was not enough time.
 *
 * @param settings `construct`, `length` (characters)
 */
export async function runGrowth(server, contender, { construct, length }) {
  const pieces = writeDocument(construct, length, length / 1000);
  const perPart = pieces.length / parts;
  return withPage(addressOf(server, contender), async ({ page, session }) => {
    await open(page);
    const perAppend = [];
    let text = "";
    let left = limit;
    for (let part = 0; part < parts && left > 0; part++) {
      const some = pieces.slice(part * perPart, (part + 1) * perPart);
      const start = await mainThread(session);
      const begun = performance.now();
      const { shown } = await show(page, some, text, left);
      left -= performance.now() - begun;
      // Half a part at the end of the time would be no tenth.
      if (shown < some.length) break;
      perAppend.push(difference(await mainThread(session), start).task / shown);
      text += some.join("");
    }
    return { complete: await isComplete(page, Math.round(perAppend.length * perPart)), perAppend };
  });
}
