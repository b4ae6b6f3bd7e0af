import path from "node:path";
import type { Browser, Page } from "playwright";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "../helpers/browser.js";
import { delta, done, finish } from "../helpers/openai.js";
import { createProject, pack, temporaryFolder, type Packed, type Project } from "../helpers/packed.js";
import { servePages, type PageServer } from "./server.js";

/** The files that bring what shows answers, and what speaks of them. */
const content = /message-content/;
const speech = /announcer/;
const both = /message-content|announcer/;

const saved = `
  import { createElement as h, StrictMode } from "react";
  import { createMessage } from "headwater/core";
  import { ChatPanel } from "headwater";
  const messages = [
    createMessage("q", "user", { parts: [{ type: "text", text: "Will it rain?" }] }),
    createMessage("a", "assistant", { parts: [{ type: "text", text: "It will be **wet** [1].\\n\\n- Take a coat" }],
      sources: [{ id: "1", kind: "web", title: "Forecast", url: "https://example.com/" }] }),
  ];
  const page = h(StrictMode, null, h(ChatPanel, { endpoint: "/api/chat", messages }));
`;

/** The pages, each with a bundle of its own. */
const pages: Readonly<Record<string, string>> = {
  panel: `
    import { createElement as h, StrictMode } from "react";
    import { createRoot } from "react-dom/client";
    import { ChatPanel } from "headwater";
    import "headwater/styles.css";
    createRoot(document.getElementById("root")).render(h(StrictMode, null, h(ChatPanel, { endpoint: "/api/chat" })));
  `,
  hydrated: `
    import { hydrateRoot } from "react-dom/client";
    import "headwater/styles.css";
    ${saved}
    const onRecoverableError = (error) => console.error(String(error));
    hydrateRoot(document.getElementById("root"), page, { onRecoverableError });
  `,
  awaited: `
    import { flushSync } from "react-dom";
    import { createRoot } from "react-dom/client";
    import { loadMessageContent } from "headwater";
    ${saved}
    await loadMessageContent();
    const root = document.getElementById("root");
    flushSync(() => createRoot(root).render(page));
    root.dataset.first = root.querySelector("strong")?.textContent;
  `,
  named: `
    import { flushSync } from "react-dom";
    import { createRoot } from "react-dom/client";
    import { ChatRoot, MessageContent, MessageList, StreamingMessage } from "headwater";
    ${saved}
    const show = (message) => h(MessageContent, { message });
    const row = (messageId) => h(StreamingMessage, { messageId }, show);
    const root = document.getElementById("root");
    flushSync(() =>
      createRoot(root).render(h(ChatRoot, { endpoint: "/api/chat", messages }, h(MessageList, { renderMessage: row }))),
    );
    root.dataset.first = root.querySelector("strong")?.textContent;
  `,
};

const serverScript = `
  import { renderToString } from "react-dom/server";
  ${saved}
  process.stdout.write(renderToString(page));
`;

const html = (name: string, inner: string) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Chat</title><link rel="icon" href="data:,"></head>
  <body><div id="root">${inner}</div><script type="module" src="/${name}.js"></script></body>
</html>
`;

describe.each(["18.2.0", "19"])("a page that imports the panel alone, with React %s", (version) => {
  let packed: Packed;
  let browser: Browser;
  let project: Project;
  let remove: () => Promise<void>;
  let rendered: string;
  let site: PageServer;
  let tab: Page;
  let problems: string[];

  beforeAll(async () => {
    const { folder, remove: removeFolder } = await temporaryFolder();
    remove = removeFolder;
    packed = await pack(folder);
    project = await createProject(folder, "page", [packed.tarball, `react@${version}`, `react-dom@${version}`]);
    await project.write("server.mjs", serverScript);
    rendered = await project.node("server.mjs");
    for (const [name, script] of Object.entries(pages)) {
      await project.write(`${name}.js`, script);
      await project.write(`${name}.html`, html(name, name === "hydrated" ? rendered : ""));
      await build({
        root: project.folder,
        configFile: false,
        logLevel: "error",
        // In React's development build, because only that tells of what is wrong.
        mode: "development",
        define: { "process.env.NODE_ENV": '"development"' },
        build: {
          target: "esnext",
          emptyOutDir: false,
          assetsDir: name,
          rolldownOptions: { input: path.join(project.folder, `${name}.html`) },
        },
      });
    }
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await remove?.();
  });

  beforeEach(async () => {
    site = await servePages(path.join(project.folder, "dist"));
    tab = await browser.newPage();
    problems = [];
    tab.on("pageerror", (error) => problems.push(error.message));
    tab.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
    });
  });

  afterEach(async () => {
    await tab.close();
    site.close();
  });

  const ask = async (question: string) => {
    await tab.locator("textarea").fill(question);
    await tab.locator("textarea").press("Enter");
    return site.nextAnswer();
  };
  const answers = () => tab.locator('[data-role="assistant"]');

  it("shows the first answer in words while what shows it is slow, then as it is, and speaks all of it", async () => {
    site.set(both, "closed");
    await tab.goto(`${site.origin}/panel.html`);
    const stream = await ask("Will it rain?");
    expect(site.asked.findIndex((path) => content.test(path))).toBeLessThan(site.asked.indexOf("/api/chat"));
    expect(site.asked.some((path) => speech.test(path))).toBe(true);
    await tab.locator('[data-role="user"]').getByText("Will it rain?").waitFor();
    await answers().locator(".hw-waiting").waitFor();

    stream.write(delta("It will be **wet**."));
    const plain = answers().getByText("It will be **wet**.");
    await plain.waitFor({ state: "attached" });
    // Marks do not flash; who waits longer may read them.
    expect(await plain.evaluate((element) => getComputedStyle(element).animationName)).toBe("hw-late");
    await plain.waitFor({ state: "visible" });
    stream.write(delta(" Take a"));
    await answers().getByText("It will be **wet**. Take a").waitFor();

    site.set(both, "open");
    await answers().locator("strong").getByText("wet").waitFor();
    expect(await tab.locator(".hw-plain").count()).toBe(0);
    stream.write(delta(" coat."));
    stream.end(finish + done);
    await answers().getByText("Take a coat.").waitFor();
    const spoken = tab.locator("[role=status]");
    await spoken.getByText("Answer finished").waitFor({ state: "attached" });
    expect((await spoken.innerText()).match(/It will be wet\.|Take a coat\./g)).toEqual([
      "It will be wet.",
      "Take a coat.",
    ]);
    expect(problems).toEqual([]);
  });

  it("goes on in plain words where it cannot be loaded, says so to the developer, and tries again", async () => {
    site.set(both, "missing");
    await tab.goto(`${site.origin}/panel.html`);
    const first = await ask("Will it rain?");
    first.write(delta("It will be **wet**."));
    await answers().getByText("It will be **wet**.").waitFor();
    first.write(delta(" Take a coat."));
    await answers().getByText("It will be **wet**. Take a coat.").waitFor();
    first.end(finish + done);
    await tab.locator("[role=status]").getByText("Answer finished").waitFor({ state: "attached" });

    // What went wrong is told, and can be tried again.
    const second = await ask("And tomorrow?");
    second.write(delta("Tomo"));
    await answers().getByText("Tomo").waitFor();
    second.destroy();
    await answers().getByRole("alert").getByRole("button").first().waitFor();

    const ours = problems.filter((problem) => problem.startsWith("headwater:"));
    expect(ours.map((problem) => problem.slice(0, 62))).toEqual([
      expect.stringContaining("could not be loaded"),
      expect.stringContaining("could not be loaded"),
    ]);
    // The rest are the browser's own words on the file.
    expect(problems.filter((problem) => !ours.includes(problem) && !/404|ERR_|net::/.test(problem))).toEqual([]);

    site.set(both, "open");
    const third = await ask("Still there?");
    third.end(delta("**Yes.**") + finish + done);
    await answers().locator("strong").getByText("Yes.").waitFor();
    await answers().locator("strong").getByText("wet").waitFor();
  });

  it("is whole on a server, and stays in a browser as it came until it is alive", async () => {
    expect(rendered).toContain("<strong>wet</strong>");
    expect(rendered).toContain("Forecast");
    site.set(both, "closed");
    await tab.addInitScript(() => {
      const removed: string[] = [];
      Object.assign(window, { removed });
      const watch = new MutationObserver((records) => {
        for (const { removedNodes } of records) {
          for (const node of removedNodes) if (node.textContent) removed.push(node.textContent);
        }
      });
      // The page is there when it is read.
      document.addEventListener("readystatechange", () => {
        if (document.readyState === "interactive")
          watch.observe(document.querySelector("#root")!, { childList: true, subtree: true });
      });
    });
    await tab.goto(`${site.origin}/hydrated.html`, { waitUntil: "commit" });
    const isAlive = (selector: string) =>
      tab.locator(selector).evaluate((element) => Object.keys(element).some((key) => key.startsWith("__reactProps")));
    await expect.poll(() => site.asked.some((path) => content.test(path))).toBe(true);
    await expect.poll(() => isAlive('[data-role="assistant"]')).toBe(true);
    // What it does meanwhile leaves the message alone.
    await answers().locator(".hw-message-actions").hover();
    const stream = await ask("Really?");
    stream.end(delta("Yes.") + finish + done);
    await answers().getByText("Yes.").waitFor({ state: "attached" });
    await answers().locator("strong").getByText("wet").waitFor();
    expect(await isAlive("strong")).toBe(false);

    site.set(both, "open");
    await expect.poll(() => isAlive("strong")).toBe(true);
    await answers().locator(".hw-md").getByText("Yes.").waitFor();
    const removed = await tab.evaluate(() => (window as unknown as { removed: string[] }).removed);
    expect(removed.filter((text) => /wet|coat|Forecast|Will it rain/.test(text))).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("keeps what a server sent where the rest cannot be loaded", async () => {
    site.set(both, "missing");
    await tab.goto(`${site.origin}/hydrated.html`);
    const stream = await ask("Really?");
    stream.end(delta("Yes.") + finish + done);
    await answers().getByText("Yes.").waitFor();
    await answers().locator("strong").getByText("wet").waitFor();
    expect(problems.filter((problem) => !/headwater:|404|ERR_|net::/.test(problem))).toEqual([]);
  });

  it.each(["awaited", "named"])("renders a saved conversation whole at once where it is %s", async (name) => {
    await tab.goto(`${site.origin}/${name}.html`);
    await tab.locator('#root[data-first="wet"]').waitFor();
    expect(problems).toEqual([]);
  });
});
