// Takes the pictures of the README from the playground: `node scripts/readme-pictures.mjs`.
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { createServer } from "vite";
import { findChrome } from "./chrome.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const server = await createServer({ root: `${root}playground`, configFile: `${root}playground/vite.config.ts` });
await server.listen(0);
const { path: executablePath, args } = await findChrome();
const browser = await chromium.launch({ executablePath, args });
for (const theme of ["light", "dark"]) {
  const page = await browser.newPage({ viewport: { width: 1180, height: 600 }, colorScheme: theme });
  await page.goto(`${server.resolvedUrls.local[0]}?theme=${theme}&rate=100`);
  await page.getByRole("textbox").fill("Tell me a long story about a brave little API gateway.");
  await page.keyboard.press("Enter");
  await page.getByText("Every morning the requests").waitFor();
  await page.getByText("One night a storm").waitFor();
  await page.locator(".pg-main").screenshot({ path: `${root}docs/images/chat-${theme}.png` });
  await page.close();
}
await browser.close();
await server.close();
