/** One answer in one page of one contender. */
import { setTimeout as sleep } from "node:timers/promises";
import { difference, heap, mainThread, withPage } from "./browser.mjs";
import { hide, prepareHiding } from "./hide.mjs";
import { watchReact } from "./react-work.mjs";
import { streamStride, writeAnswer } from "./text.mjs";

/** What comes late of itself is waited for this long, in ms. */
const patience = 60_000;

/** Markers of `count` streams in the order of the page. */
function expectedMarkers(answers) {
  return answers.flatMap(({ markers }, stream) =>
    Array.from({ length: markers }, (_, at) => stream * streamStride + at),
  );
}

/** The number of the last marker that the first `count` tokens have in full, with text behind it. */
function lastMarkerOf(tokens, count) {
  const text = tokens.slice(0, count).join("");
  return [...text.matchAll(/u(\d+)e\s/g)].at(-1)[0].trim();
}

/** Milliseconds after which a run is given up. */
const limitOf = (tokens, rate) => (rate > 0 ? (tokens / rate) * 1000 : 0) + patience;

function summary(tasks) {
  return {
    longTasks: tasks.length,
    longTaskMs: tasks.reduce((sum, duration) => sum + duration, 0),
    worstTask: Math.max(0, ...tasks),
  };
}

/**
 * @param settings `tokens`, `rate` (per second, 0: as fast as possible), `history` (messages), `follow`, `streams`, `first` (tokens
 * that are there before the measurement), `pass`: `cpu`, `frames` or `react`, `oneTask` (all events in one task of the page), `hidden`
 */
export async function runChat(server, contender, settings) {
  const {
    tokens,
    rate,
    history = 0,
    follow = false,
    streams = 1,
    first = 0,
    pass = "cpu",
    oneTask = false,
    hidden = false,
  } = settings;
  const answers = Array.from({ length: streams }, (_, stream) => writeAnswer(tokens, stream));
  const query = { wire: contender.wire, tokens, rate, first };
  const originOf = (stream) => server.origins[stream % server.origins.length];
  const urls = answers.map((_, stream) => `${originOf(stream)}/stream?${new URLSearchParams({ ...query, stream })}`);
  const run = server.startRun();
  const before = async (page) => {
    if (pass === "react") await watchReact(page);
    if (hidden) await prepareHiding(page);
  };
  return withPage(
    `${server.origin}/${contender.page}/index.html`,
    async ({ page, session, queue }) => {
      const fresh = await mainThread(session);
      const mount = { urls, history, follow, ...(contender.throttle && { throttle: contender.throttle }) };
      await page.evaluate((mount) => window.bench.mountChat(mount), mount);
      const mounted = difference(await mainThread(session), fresh);
      const isWhole = (await page.evaluate(() => new Set(window.bench.markers("h")).size)) === history;
      // What is put off until the page is idle belongs to no answer.
      await sleep(history > 0 ? 500 : 100);
      if (oneTask) {
        await page.evaluate(([wire, tokens]) => window.bench.answerFetch(wire, tokens), [contender.wire, tokens]);
      }
      if (hidden) await hide(page);
      if (pass === "frames") await page.evaluate(() => window.bench.watchFrames());
      if (pass === "react") await page.evaluate(() => window.reactWork.start());
      await queue.start();
      let start = await mainThread(session);
      let begun = performance.now();
      await page.evaluate(() => window.bench.send());
      if (first > 0) {
        await run.firstSent.raised;
        const marker = lastMarkerOf(answers[0].tokens, first);
        await page.evaluate(([marker, limit]) => window.bench.shown([marker], limit), [marker, patience]);
        await sleep(500);
        await queue.start();
        start = await mainThread(session);
        begun = performance.now();
        run.released.raise();
      }
      const limit = limitOf(tokens, rate);
      if (!oneTask) await Promise.race([run.nearEnd.raised, sleep(limit, undefined, { ref: false })]);
      const last = answers.map(({ markers }, stream) => `u${stream * streamStride + markers - 1}e`);
      const shown = await page.evaluate(([last, limit]) => window.bench.shown(last, limit), [last, limit]);
      // In a hidden page nothing is painted.
      if (!hidden) await page.evaluate(() => window.bench.painted());
      const wall = performance.now() - begun;
      await sleep(100);
      const spent = difference(await mainThread(session), start);
      const waited = await queue.waited();
      const seen = await page.evaluate(() => window.bench.markers("u"));
      const expected = expectedMarkers(answers);
      const complete =
        shown !== undefined &&
        isWhole &&
        seen.length === expected.length &&
        seen.every((marker, at) => marker === expected[at]);
      const result = { complete, wall, waited, ...spent };
      if (pass === "react") return { ...result, ...(await page.evaluate(() => window.reactWork.stop())) };
      if (pass === "frames") {
        const gaps = await page.evaluate(() => window.bench.frameGaps());
        const sorted = gaps.toSorted((a, b) => a - b);
        const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
        const late = gaps.filter((gap) => gap > 50).length;
        return { ...result, frames: gaps.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1), late };
      }
      return {
        ...result,
        ...summary(await page.evaluate(() => window.bench.longTasks())),
        lag: shown === undefined || oneTask ? undefined : Math.max(0, shown - run.lastByte),
        mount: mounted.task,
        nodes: await page.evaluate(() => window.bench.countNodes()),
        heap: await heap(session),
      };
    },
    { before },
  );
}
