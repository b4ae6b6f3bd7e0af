import { chromium, type Browser } from "playwright";
import { findChrome } from "../../scripts/chrome.mjs";

/** A headless Chromium for tests that drive a page from Node. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  const { path, args } = await findChrome();
  return chromium.launch({ executablePath: path, args });
}
