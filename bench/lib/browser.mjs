/** A fresh browser for each run, and what it says about its main thread. */
import { readFile } from "node:fs/promises";
import { chromium } from "playwright";
import { findChrome } from "../../scripts/chrome.mjs";

const { path: executablePath, args } = await findChrome();

/** What the main thread of a process ran, and what it waited, in ms. */
async function read(id) {
  const stat = await readFile(`/proc/${id}/task/${id}/schedstat`, "utf8").catch(() => "0 0");
  return stat.split(" ").map((time) => Number(time) / 1e6);
}

/**
 * How long the main thread of the page was ready to run and had to wait for a processor, in ms. A thread that waits much paints
 * fewer frames, and so looks cheaper than it is where the pace is set by a clock. Linux only; elsewhere unknown.
 */
async function watchQueue(browser, page, session) {
  const wholeBrowser = await browser.newBrowserCDPSession();
  const { processInfo } = await wholeBrowser.send("SystemInfo.getProcessInfo");
  const ids = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  // A browser has several of these processes. Ours is the one that works as long as the page does.
  const start = await mainThread(session);
  const before = await Promise.all(ids.map(read));
  await page.evaluate(() => {
    const end = performance.now() + 50;
    while (performance.now() < end);
  });
  const after = await Promise.all(ids.map(read));
  const worked = (await mainThread(session)).task - start.task;
  const ran = ids.map((_, at) => after[at][0] - before[at][0]);
  const off = ran.map((time) => Math.abs(time - worked));
  const id = ids[off.indexOf(Math.min(...off))];
  let waitedBefore = 0;
  const waited = async () => (await read(id))[1];
  return {
    start: async () => {
      waitedBefore = await waited();
    },
    waited: async () => (Math.max(...ran) === 0 ? undefined : (await waited()) - waitedBefore),
  };
}

/** Opens a page of its own browser, gives it to `measure`, and closes the browser. */
export async function withPage(url, measure, { before } = {}) {
  const browser = await chromium.launch({ executablePath, args });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await before?.(page);
    await page.goto(url);
    await page.waitForFunction(() => window.bench !== undefined);
    const session = await context.newCDPSession(page);
    // Time that the main thread had a processor: what others do on the machine does not count.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const queue = await watchQueue(browser, page, session);
    const result = await measure({ page, session, queue });
    return errors.length > 0 ? { ...result, error: errors[0] } : result;
  } finally {
    await browser.close();
  }
}

/** Main-thread time so far, in ms. */
export async function mainThread(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  const get = (name) => metrics.find((metric) => metric.name === name).value * 1000;
  return {
    task: get("TaskDuration"),
    script: get("ScriptDuration"),
    layout: get("LayoutDuration"),
    style: get("RecalcStyleDuration"),
  };
}

export function difference(after, before) {
  return Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - before[name]]));
}

/** Bytes in use after two collections, in MB. */
export async function heap(session) {
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

export async function chromiumVersion() {
  const browser = await chromium.launch({ executablePath, args });
  const version = browser.version();
  await browser.close();
  return version;
}
