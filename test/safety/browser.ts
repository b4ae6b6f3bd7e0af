import { chromium, type Browser, type Page } from "playwright";
import { findChrome } from "../../scripts/chrome.mjs";
import type { Act, Spot } from "./page/types.js";
import type { SafetyServer } from "./server.js";

/** A browser that reaches nobody but this machine. */
export async function launchSealedBrowser(): Promise<Browser> {
  const { path, args } = await findChrome();
  return chromium.launch({
    executablePath: path,
    args: [...args, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
}

/** A page of the tests, and what is seen of it from outside. */
export interface WatchedPage {
  readonly page: Page;
  /** Requests, dialogs, navigations, windows, downloads, errors since the last call. */
  readonly takeActs: () => readonly Act[];
  /** Presses the left and the middle button over each of these. */
  readonly clickAt: (spots: readonly Spot[]) => Promise<void>;
  /** Goes through the page from its first button by Tab, with Enter on everything. */
  readonly walk: () => Promise<void>;
}

/** Which payload an address or a message names. */
function idIn(text: string): string {
  return /\bp\d+\b/.exec(text)?.[0] ?? "";
}

/** The longest way through a page, in presses of Tab, and how many are made before anybody looks. */
const longestWalk = 1_000;
const stride = 20;

/** Opens a page and watches it. */
export async function openWatchedPage(
  browser: Browser,
  { origin, isOwn }: SafetyServer,
  name: string,
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1_000, height: 1_000 } });
  const page = await context.newPage();
  const acts: Act[] = [];
  const note = (text: string, what: string) => acts.push({ id: idIn(text), what });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol === "data:" || url.protocol === "blob:") return;
    if (url.origin !== origin || !isOwn(url.pathname)) note(request.url(), `request ${request.url()}`);
  });
  context.on("page", (popup) => {
    note(popup.url(), `window ${popup.url()}`);
    popup.close().catch(() => {});
  });
  page.on("dialog", (dialog) => {
    note(dialog.message(), `dialog ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("download", (download) => note(download.url(), "download"));
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame() && !frame.url().startsWith(origin)) note(frame.url(), `navigation ${frame.url()}`);
  });
  page.on("websocket", (socket) => note(socket.url(), "socket"));
  page.on("worker", (worker) => note(worker.url(), "worker"));
  page.on("pageerror", (error) => note(String(error), `error ${String(error)}`));
  page.on("console", (message) => {
    const { url } = message.location();
    // Chromium says why in words of its own.
    const text = message.text().replace(/^(Failed to load resource:).*/s, `$1 ${url}`);
    if (message.type() === "error") note(text, `console: ${text}`);
  });
  await page.goto(`${origin}/${name}/`);
  const session = await context.newCDPSession(page);
  const key = (type: "keyDown" | "rawKeyDown" | "keyUp", name: string, code: number, text?: string) =>
    session.send("Input.dispatchKeyEvent", {
      type,
      key: name,
      code: name,
      windowsVirtualKeyCode: code,
      ...(text && { text }),
    });
  return {
    page,
    takeActs: () => acts.splice(0),
    async clickAt(spots) {
      // The browser keeps their order: nobody has to wait for each.
      await Promise.all(
        spots.flatMap(({ x, y }) => [
          session.send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y }),
          ...(["left", "middle"] as const).flatMap((button) =>
            (["mousePressed", "mouseReleased"] as const).map((type) =>
              session.send("Input.dispatchMouseEvent", { type, x, y, button, clickCount: 1 }),
            ),
          ),
        ]),
      );
    },
    async walk() {
      const isOver = await page.evaluateHandle(() => {
        const state = { isOver: false };
        document.querySelector<HTMLElement>("#before")!.focus();
        document.querySelector("#after")!.addEventListener("focus", () => (state.isOver = true), { once: true });
        return state;
      });
      for (let steps = 0; !(await isOver.evaluate((state) => state.isOver)); steps += stride) {
        if (steps > longestWalk) throw new Error("The walk by Tab goes in a circle.");
        await Promise.all(
          Array.from({ length: stride }, () => [
            key("rawKeyDown", "Tab", 9),
            key("keyUp", "Tab", 9),
            key("keyDown", "Enter", 13, "\r"),
            key("keyUp", "Enter", 13),
          ]).flat(),
        );
      }
    },
  };
}
