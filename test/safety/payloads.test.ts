import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchSealedBrowser, openWatchedPage, type WatchedPage } from "./browser.js";
import type { Act } from "./page/types.js";
import { allPayloads } from "./payloads/index.js";
import type { Payload } from "./payloads/payload.js";
import { answerAtRandom, startSafetyServer, type SafetyServer } from "./server.js";

const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1_000_000_000));
const payloads = allPayloads();
const texts = new Map(payloads.map(({ id, text }) => [id, text]));
/** Texts on the screen at once: as many as it has places for. */
const onScreen = 60;
/** Every which text is also said in a conversation. */
const share = 6;
/** Chats that a page has at once: browsers open six connections to a server. */
const chats = 18;

const tame = new Set(["scheme", "obfuscation", "host", "character", "clobbering"]);

/** Whether it leaves others alone that stand beside it, also where it is let through. */
function isTame({ kind, canAct }: Payload): boolean {
  return tame.has(kind) || !canAct;
}

function batches(all: readonly Payload[], size: number): Payload[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

let server: SafetyServer;
let browser: Browser;

beforeAll(async () => {
  server = await startSafetyServer({
    folder: inject("safetyPages"),
    reply: (query) => ({ chunks: answerAtRandom(texts.get(query.get("id")!)!, Number(query.get("seed"))) }),
  });
  browser = await launchSealedBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** What comes of a click on the placeholder of a picture, and of nothing else. */
function isAskedFor({ what }: Act, pictures: readonly string[]): boolean {
  const address = /^(?:request|console: Failed to load resource:) ([^#]*)/.exec(what)?.[1];
  return address !== undefined && pictures.includes(address);
}

/** All that happened since the last call, with the texts that did it. */
async function collect({ page, takeActs }: WatchedPage): Promise<string[]> {
  const { acts, asked } = await page.evaluate(() => {
    window.safety.inspect();
    return { acts: window.safety.takeActs(), asked: window.safety.asked() };
  });
  const pictures = asked.map((url) => new URL(url, page.url()).href.replace(/#.*/s, ""));
  return [...acts, ...takeActs()]
    .filter((act) => !isAskedFor(act, pictures))
    .map(({ id, what }) => `${what} by ${id || "nobody knows whom"} ${JSON.stringify(texts.get(id)?.slice(0, 300))}`);
}

function clear({ page }: WatchedPage): Promise<void> {
  return page.evaluate(() => window.safety.clear());
}

describe(`${payloads.length} hostile texts`, () => {
  test("are many, and all different", () => {
    expect(new Set(payloads.map(({ id, text }) => text.replaceAll(id, ""))).size).toBe(payloads.length);
    expect(payloads.length).toBeGreaterThan(2_000);
  });

  test("do nothing when they are shown, clicked, pressed and walked through", async () => {
    const watched = await openWatchedPage(browser, server, "page");
    const { page, clickAt, walk } = watched;
    let links = 0;
    let clicks = 0;
    for (const batch of batches(payloads, onScreen)) {
      const words = await page.evaluate(async (batch) => {
        await window.safety.show(batch);
        return batch.map(({ id }) => window.safety.words(id));
      }, batch);
      // What is only text is shown, not swallowed.
      expect(batch.filter((_, index) => words[index]!.trim() === "").map(({ text }) => text)).toEqual([]);
      expect(await collect(watched)).toEqual([]);
      const spots = await page.evaluate(() => window.safety.links());
      links += spots.length;
      await clickAt(spots);
      clicks += await page.evaluate(() => window.safety.takeClicks());
      await walk();
      await page.evaluate(() => window.safety.press());
      expect(await collect(watched)).toEqual([]);
      await clear(watched);
    }
    console.log(`${links} links, ${clicks} clicks by mouse`);
    expect(links).toBeGreaterThan(500);
    // Twice each, and some are covered by what scrolls.
    expect(clicks).toBeGreaterThan(links);
  });

  test(`do nothing at any moment while they stream, cut at random, seed ${seed}`, async () => {
    const watched = await openWatchedPage(browser, server, "page");
    for (const [index, batch] of batches(payloads, onScreen).entries()) {
      await watched.page.evaluate(([batch, seed]) => window.safety.show(batch, seed), [
        batch,
        seed + index * onScreen,
      ] as const);
      expect(await collect(watched)).toEqual([]);
      await clear(watched);
    }
  });

  test(`do nothing in panels that a server says them to, cut at random, seed ${seed}`, async () => {
    const watched = await openWatchedPage(browser, server, "page");
    const said = payloads.filter((_, index) => index % share === seed % share);
    for (const batch of batches(said, chats)) {
      const words = await watched.page.evaluate(
        async ([ids, seed]) => {
          await window.safety.converse(ids, seed);
          return ids.map((id) => window.safety.words(id));
        },
        [batch.map(({ id }) => id), seed] as const,
      );
      expect(words.filter((text) => !text.includes("Hello"))).toEqual([]);
      await watched.page.evaluate(() => window.safety.press());
      expect(await collect(watched)).toEqual([]);
      await clear(watched);
    }
  });

  test("do what they are meant to do where they are let through", async () => {
    const watched = await openWatchedPage(browser, server, "page");
    const acted = new Map<string, Set<string>>();
    for (const batch of batches(payloads, 150)) {
      const shown = batch.map((payload) => ({ ...payload, isTame: isTame(payload) }));
      const acts = await watched.page.evaluate((shown) => window.safety.letThrough(shown), shown);
      const outside = [...(await watched.page.evaluate(() => window.safety.takeActs())), ...watched.takeActs()];
      for (const { id, what } of [...acts, ...outside]) {
        if (/^(?:console|error)/.test(what)) continue;
        acted.set(id, (acted.get(id) ?? new Set()).add(what.split(" ")[0]!));
      }
    }
    const kinds = [...new Set(payloads.map(({ kind }) => kind))];
    const table = kinds.map((kind) => {
      const all = payloads.filter((payload) => payload.kind === kind);
      const able = all.filter(({ canAct }) => canAct);
      return { kind, texts: all.length, "can act": able.length, acted: able.filter(({ id }) => acted.has(id)).length };
    });
    console.table(table);
    const able = payloads.filter(({ canAct }) => canAct);
    const done = able.filter(({ id }) => acted.has(id));
    const means = new Set([...acted.values()].flatMap((all) => [...all]));
    console.log(`${done.length} of ${able.length} that can act did: ${[...means].join(", ")}`);
    expect(done.length / able.length).toBeGreaterThan(0.8);
    // Every monitor has seen something.
    expect([...means]).toEqual(expect.arrayContaining(["script", "request", "link", "name", "overlay"]));
    const quiet = table.filter((row) => row["can act"] > 0 && row.acted <= row["can act"] / 2);
    expect(quiet.map(({ kind }) => kind)).toEqual([]);
  });
});
