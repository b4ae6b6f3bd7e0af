import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../helpers/browser.js";
import { binary, createProject, pack, temporaryFolder, type Packed, type Project } from "../helpers/packed.js";

/** Selectors of the page under test. */
const input = "textarea";
const answer = '[data-role="assistant"]';
const doneAnswer = '[data-role="assistant"][data-status="done"]';

/** Some names that each entry must have. */
const names: Record<string, readonly string[]> = {
  headwater: ["ChatPanel", "useChatStream", "useJsonLinesStream"],
  "headwater/core": ["createChat", "createItemStream", "readEvents", "reduceMessage", "defineAdapter", "StreamError"],
  "headwater/adapters": ["auto", "openaiChat", "jsonLines", "plainText"],
  "headwater/diagram": ["createDiagram"],
  "headwater/math": ["createMath"],
  "headwater/shiki": ["createShikiHighlighter"],
  "headwater/testing": ["mockFetch", "streamResponse"],
};

const renderScript = `
  import { createElement, version } from "react";
  import { renderToString } from "react-dom/server";
  import { ChatPanel } from "headwater";
  if (typeof document !== "undefined") throw new Error("This is not a plain Node.");
  console.log(version, renderToString(createElement(ChatPanel, { endpoint: "/api/chat" })));
`;

const userCode = `
import { createRoot } from "react-dom/client";
import { ChatPanel } from "headwater";
import "headwater/styles.css";

const root = document.getElementById("root");
if (root === null) throw new Error("no root");

createRoot(root).render(<ChatPanel endpoint="/api/chat" />);
`;

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Chat</title><link rel="icon" href="data:,"></head>
  <body><div id="root"></div><script type="module" src="/main.tsx"></script></body>
</html>
`;

/** A chunk of a streamed OpenAI reply. */
function chunk(delta: object, finishReason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ object: "chat.completion.chunk", choices })}\n\n`;
}

let packed: Packed;
let folder: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  packed = await pack(folder);
});

afterAll(async () => {
  await remove();
});

describe("with the oldest React", () => {
  let project: Project;

  beforeAll(async () => {
    project = await createProject(folder, "oldest", [packed.tarball, "react@18.2.0", "react-dom@18.2.0"]);
  });

  it("renders on the server", async () => {
    await project.write("render.js", renderScript);
    const html = await project.node("render.js");
    expect(html).toMatch(/^18\.2\.0 </);
    expect(html).toContain("<textarea");
  });
});

describe("with the newest React", () => {
  let project: Project;

  beforeAll(async () => {
    const types = ["@types/react@19", "@types/react-dom@19"];
    project = await createProject(folder, "newest", [packed.tarball, "react@19", "react-dom@19", ...types]);
    await project.write("main.tsx", userCode);
  });

  it.each(Object.keys(names))("imports %s in plain Node", async (entry) => {
    const script = `import * as all from ${JSON.stringify(entry)}; console.log(JSON.stringify(Object.keys(all)));`;
    await project.write("import.js", script);
    expect(JSON.parse(await project.node("import.js"))).toEqual(expect.arrayContaining([...names[entry]!]));
  });

  it("renders on the server", async () => {
    await project.write("render.js", renderScript);
    const html = await project.node("render.js");
    expect(html).toMatch(/^19\./);
    expect(html).toContain("<textarea");
  });

  it.each([
    { module: "esnext", moduleResolution: "bundler" },
    { module: "nodenext", moduleResolution: "nodenext" },
  ])("type-checks the user's page and our declarations with $moduleResolution resolution", async (resolution) => {
    const imports = Object.keys(names).map((entry, index) => `import type * as entry${index} from "${entry}";`);
    await project.write(
      "entries.ts",
      `${imports.join("\n")}\nexport type All = [${imports.map((_, index) => `typeof entry${index}`).join(", ")}];\n`,
    );
    const compilerOptions = {
      ...resolution,
      target: "es2022",
      jsx: "react-jsx",
      strict: true,
      noEmit: true,
      types: [],
      noUncheckedSideEffectImports: false,
    };
    await project.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["main.tsx", "entries.ts"] }));
    expect(await project.node(binary("typescript", "bin/tsc"), "-p", ".")).toBe("");
  });

  describe("in a page built by Vite", () => {
    let browser: Browser;
    let server: Server;
    let finish: () => void;
    let origin: string;

    /** Answers like OpenAI: half of the text at once, the rest when the test says so. */
    async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const body = await text(request);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(chunk({ role: "assistant", content: "Water flows " }));
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      response.write(chunk({ content: "downhill" }));
      response.write(chunk({ content: body.includes("Where to?") ? ", my friend." : ", whoever asks." }));
      response.end(`${chunk({}, "stop")}data: [DONE]\n\n`);
    }

    async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const { pathname } = new URL(request.url ?? "/", "http://localhost");
      if (request.method === "POST" && pathname === "/api/chat") return reply(request, response);
      const file = pathname === "/" ? "index.html" : pathname.slice(1);
      const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
      const content = await readFile(path.join(project.folder, "dist", file));
      response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" }).end(content);
    }

    beforeAll(async () => {
      await project.write("index.html", page);
      await project.node(binary("vite", "bin/vite.js"), "build", "--logLevel", "warn");
      server = createServer((request, response) => {
        handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      browser = await launchBrowser();
    });

    afterAll(async () => {
      await browser?.close();
      server?.closeAllConnections();
      server?.close();
    });

    it("shows the answer while it arrives and when it is complete", async () => {
      const tab = await browser.newPage();
      const problems: string[] = [];
      tab.on("pageerror", (error) => problems.push(error.message));
      tab.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
      });

      await tab.goto(origin);
      await tab.locator(input).fill("Where to?");
      await tab.locator(input).press("Enter");

      await tab.locator(answer).getByText("Water flows").waitFor();
      expect(await tab.locator(doneAnswer).count()).toBe(0);

      finish();
      await tab.locator(doneAnswer).getByText("Water flows downhill, my friend.").waitFor();
      expect(problems).toEqual([]);
    });
  });
});
