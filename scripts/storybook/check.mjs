// Opens the static Storybook as its readers do: `node scripts/storybook/check.mjs`, after `storybook build`.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright";
import { findChrome } from "../chrome.mjs";
import { built, played, serve, storyAddress } from "./serve.mjs";

const { entries } = JSON.parse(await readFile(path.join(built, "index.json"), "utf8"));
const all = Object.values(entries);
const stories = ["kit-chatpanel--done", "kit-itemlist--done", "recipes-own-panels--from-hooks"];
// Pages that are written by hand, and one that is made of comments and types.
const pages = all.filter(({ tags }) => tags.includes("unattached-mdx")).map(({ id }) => id);
const withTable = "kit-runcontrols--docs";

const site = await serve(built);
const { path: executablePath, args } = await findChrome();
const browser = await chromium.launch({ executablePath, args });
const problems = [];

async function open(id, address, look) {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  page.on("pageerror", (error) => problems.push(`${id}: ${error.message}`));
  page.on("console", (message) => {
    // Browsers look for an icon by themselves.
    if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico"))
      problems.push(`${id}: ${message.text()} ${message.location().url}`);
  });
  await page.goto(address);
  await look(page).catch((error) => problems.push(`${id}: ${error.message}`));
  await page.close();
}

for (const id of stories) await open(id, storyAddress(site.origin, id), played);
for (const id of [...pages, withTable]) {
  await open(id, `${site.origin}/iframe.html?id=${id}&viewMode=docs`, async (page) => {
    await page.locator(".sbdocs-content h1").first().waitFor();
    if (id === withTable) await page.getByText("In which states", { exact: false }).first().waitFor();
    else await page.locator(".sbdocs-preview .story-page").first().waitFor();
  });
}
await open("the site itself", `${site.origin}/`, async (page) => {
  await page.getByRole("link", { name: "Getting started" }).first().waitFor();
});

await browser.close();
site.close();
const count = all.filter(({ type }) => type === "story").length;
console.log(
  `Static Storybook: ${count} stories, ${all.length - count} pages; opened ${stories.length + pages.length + 2}.`,
);
for (const problem of problems) console.error(problem);
if (problems.length > 0 || pages.length === 0) process.exitCode = 1;
