import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where `npm run build-storybook` puts the static site. */
export const built = path.join(root, "storybook-static");

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Serves a folder on loopback, as any host of static files does. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = path.join(folder, path.normalize(decodeURIComponent(pathname === "/" ? "/index.html" : pathname)));
    const found = file.startsWith(folder) && (await stat(file).catch(() => undefined))?.isFile();
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Address of a story alone, with the tools of the toolbar as given; no axe, which nobody looks at here. */
export function storyAddress(origin, id, globals = {}) {
  const all = { ...globals, speed: "instant", "a11y.manual": "!true" };
  const set = Object.entries(all).map(([name, value]) => `${name}:${value}`);
  return `${origin}/iframe.html?id=${id}&viewMode=story&globals=${set.join(";")}`;
}

/** Waits until the play function of the story has ended, and tells what it threw. */
export async function played(page) {
  const phase = `globalThis["__STORYBOOK_PREVIEW__"]?.currentRender?.phase`;
  await page.waitForFunction(`["finished", "errored", "aborted"].includes(${phase})`, undefined, { timeout: 120_000 });
  const end = await page.evaluate(phase);
  if (end !== "finished") throw new Error(`The story ${page.url()} ended as "${end}".`);
}
