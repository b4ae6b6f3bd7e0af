import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../helpers/browser.js";
import { binary, createProject, pack, root, temporaryFolder, type Packed } from "../helpers/packed.js";
import { serve } from "../../scripts/storybook/serve.mjs";

const imports = `
  import * as react from "react";
  import * as kit from "headwater";
  import * as core from "headwater/core";
  import { componentNames, kitElements, kitPage } from "./kit.mjs";
`;

/** Prints the page, what React complained of, and what is exported but not on the page. */
const serverScript = `
  import { renderToString } from "react-dom/server";
  ${imports}
  const complaints = [];
  console.error = console.warn = (...words) => complaints.push(words.join(" "));
  const html = renderToString(kitPage(kit, core, react));
  const shown = Object.keys(kitElements(kit, core, react.createElement));
  const missing = componentNames(kit).filter((name) => !shown.includes(name));
  process.stdout.write(JSON.stringify({ version: react.version, html, complaints, missing }));
`;

/** Takes the page over; what React finds different is an error of the console. */
const browserScript = `
  import { hydrateRoot } from "react-dom/client";
  ${imports}
  const main = document.getElementById("root");
  hydrateRoot(main, kitPage(kit, core, react), { onRecoverableError: (error) => console.error(String(error)) });
  setTimeout(() => main.setAttribute("data-version", react.version), 500);
`;

const page = (html: string) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Kit</title><link rel="icon" href="data:,"></head>
  <body><div id="root">${html}</div><script type="module" src="/main.js"></script></body>
</html>
`;

interface Rendered {
  readonly version: string;
  readonly html: string;
  readonly complaints: readonly string[];
  readonly missing: readonly string[];
}

describe.each(["18.2.0", "19"])("a page with every component, with React %s", (version) => {
  let packed: Packed;
  let browser: Browser;
  let remove: () => Promise<void>;
  let rendered: Rendered;
  let site: { readonly origin: string; readonly close: () => void };

  beforeAll(async () => {
    const { folder, remove: removeFolder } = await temporaryFolder();
    remove = removeFolder;
    packed = await pack(folder);
    const project = await createProject(folder, "page", [packed.tarball, `react@${version}`, `react-dom@${version}`]);
    await project.write("kit.mjs", await readFile(path.join(root, "test/package/page/kit.mjs"), "utf8"));
    await project.write("server.mjs", serverScript);
    await project.write("main.js", browserScript);
    rendered = JSON.parse(await project.node("server.mjs")) as Rendered;
    await project.write("index.html", page(rendered.html));
    // In React's development build, because only that tells of attributes and of effects.
    const development = `process.env.NODE_ENV = "development"; process.argv.push("build", "--mode", "development", "--logLevel", "warn");`;
    await project.write("build.mjs", `${development}\nawait import(${JSON.stringify(binary("vite", "bin/vite.js"))});`);
    await project.node("build.mjs");
    site = await serve(path.join(project.folder, "dist"));
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    site?.close();
    await remove?.();
  });

  it("is made on a server without a complaint, and nothing that is exported is missing", () => {
    expect(rendered.version.startsWith(version)).toBe(true);
    expect(rendered.html).toContain("How is the weather?");
    expect({ complaints: rendered.complaints, missing: rendered.missing }).toEqual({ complaints: [], missing: [] });
  });

  it("is taken over in a browser as it is, without an error or a warning", async () => {
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on("pageerror", (error) => problems.push(error.message));
    tab.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
    });
    await tab.goto(site.origin);
    await tab.locator("#root[data-version]").waitFor();
    expect(problems).toEqual([]);
    // It is alive.
    const field = tab.locator("#ChatPanel textarea");
    await field.fill("Alive?");
    await field.press("Enter");
    await tab.locator("#ChatPanel").getByText("Alive?").waitFor();
  });
});
