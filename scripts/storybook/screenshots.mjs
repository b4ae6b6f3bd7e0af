// Takes pictures of the main views and compares them with those that were approved: `npm run screenshots`.
// --approve  takes what is there now as approved
// --built    uses the static Storybook that is there, instead of building it
// --only=…   only the views whose name contains this
import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { findChrome } from "../chrome.mjs";
import { compare } from "./compare.mjs";
import { built, played, serve, storyAddress } from "./serve.mjs";
import { dirs, themes, views, widths } from "./views.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const approved = path.join(root, "test", "screenshots", "approved");
const differing = path.join(root, "test", "screenshots", "differing");
/** Which part of the pixels may differ, from 0 to 1. */
const allowed = 0.0005;

const flags = process.argv.slice(2);
const approves = flags.includes("--approve");
const only = flags.find((flag) => flag.startsWith("--only="))?.slice("--only=".length) ?? "";

// The fonts of machines differ, and no tolerance heals that. These two come with development dependencies, the first with Storybook
// itself; what they lack (Arabic, emoji) is not in the views.
const fonts = {
  text: path.join(built, "nunito-sans-regular.woff2"),
  bold: path.join(built, "nunito-sans-bold.woff2"),
  mono: path.join(root, "node_modules/katex/dist/fonts/KaTeX_Typewriter-Regular.woff2"),
};

async function face(family, weight, file) {
  const source = await readFile(file, "base64");
  return `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url(data:font/woff2;base64,${source}) }`;
}

async function styleOfPictures() {
  const faces = [face("Shown", 400, fonts.text), face("Shown", 700, fonts.bold), face("Shown mono", 400, fonts.mono)];
  return `${(await Promise.all(faces)).join("\n")}
    .story-page { font-family: "Shown" !important; --hw-font: "Shown"; --hw-font-mono: "Shown mono", "Shown"; }
    * { transition: none !important; scroll-behavior: auto !important; scrollbar-width: none !important; }`;
}

async function takePicture(browser, origin, style, { id, theme, dir, width }) {
  const page = await browser.newPage({
    viewport: { width, height: 720 },
    colorScheme: theme,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  try {
    await page.clock.setFixedTime("2026-01-01T12:00:00Z");
    await page.addInitScript((text) => {
      const add = () => document.head.append(Object.assign(document.createElement("style"), { textContent: text }));
      document.addEventListener("DOMContentLoaded", add);
    }, style);
    await page.goto(storyAddress(origin, id, { theme, dir, motion: "reduced" }));
    await played(page);
    await page.evaluate(() => document.fonts.ready);
    // Whatever follows the end has arrived there.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return await page.locator(".story-page").screenshot({ animations: "disabled", caret: "hide" });
  } finally {
    await page.close();
  }
}

const wanted = Object.entries(views)
  .filter(([name]) => name.includes(only))
  .flatMap(([name, id]) =>
    themes.flatMap((theme) => dirs.flatMap((dir) => widths.map((width) => ({ name, id, theme, dir, width })))),
  );
const fileOf = ({ name, theme, dir, width }) => `${name}-${theme}-${dir}-${width}.png`;

if (!flags.includes("--built")) execFileSync("npm", ["run", "build-storybook"], { cwd: root, stdio: "inherit" });
await rm(differing, { recursive: true, force: true });
await mkdir(approved, { recursive: true });
const { path: executablePath, args } = await findChrome();
const browser = await chromium.launch({
  executablePath,
  args: [...args, "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"],
});
const site = await serve(built);
const style = await styleOfPictures();
const judge = await browser.newPage();

async function check(view) {
  const file = fileOf(view);
  const taken = await takePicture(browser, site.origin, style, view);
  const before = await readFile(path.join(approved, file)).catch(() => undefined);
  const { ratio, picture } = before === undefined ? { ratio: 1 } : await compare(judge, before, taken);
  const isSame = ratio <= allowed;
  if (approves && !isSame) await writeFile(path.join(approved, file), taken);
  if (!approves && !isSame) {
    await mkdir(differing, { recursive: true });
    await writeFile(path.join(differing, file), taken);
    if (picture !== undefined) await writeFile(path.join(differing, file.replace(".png", ".diff.png")), picture);
  }
  return {
    file,
    words: before === undefined ? "new" : isSame ? "same" : `${(ratio * 100).toFixed(2)} % differ`,
    isSame,
  };
}

const results = [];
const queue = [...wanted];
async function work() {
  for (let view = queue.shift(); view !== undefined; view = queue.shift()) {
    const shown = view;
    results.push(
      await check(view).catch((error) => ({ file: fileOf(shown), words: error.message, isSame: false, failed: true })),
    );
  }
}
await Promise.all([work(), work()]);
await browser.close();
site.close();

// Pictures of views that are no more.
if (approves && only === "") {
  const kept = new Set(wanted.map(fileOf));
  for (const file of await readdir(approved)) if (!kept.has(file)) await rm(path.join(approved, file));
}

for (const { file, words } of results.toSorted((a, b) => a.file.localeCompare(b.file)))
  console.log(`${file.padEnd(34)} ${words}`);
const failed = results.filter(({ failed }) => failed).length;
const changed = results.filter(({ isSame, failed }) => !isSame && !failed).length;
console.log(
  `\n${results.length} pictures, ${changed} ${approves ? "approved anew" : "differ or are new"}, ${failed} could not be taken.`,
);
if (!approves && changed > 0)
  console.log("What differs is in test/screenshots/differing. `npm run screenshots -- --approve` accepts it.");
if (failed > 0 || (changed > 0 && !approves)) process.exitCode = 1;
