/** One production build per contender, kept until something that goes into it changes. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import react from "@vitejs/plugin-react";

const bench = fileURLToPath(new URL("..", import.meta.url));
const dist = path.join(bench, "..", "dist");
export const builds = path.join(bench, ".cache", "pages");

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

/** What a page is made from: the pages, the shared texts, the lock file, and for our own page what `npm run build` made. */
function fingerprint(page) {
  const hash = createHash("sha256");
  const shared = filesIn(path.join(bench, "page")).filter((file) => !file.includes(`${path.sep}contenders${path.sep}`));
  const own = filesIn(path.join(bench, "page", "contenders")).filter((file) => path.parse(file).name === page);
  const files = [...shared, ...own, path.join(bench, "package-lock.json")];
  for (const name of ["build", "random", "text", "wires"]) files.push(path.join(bench, "lib", `${name}.mjs`));
  if (page === "headwater") files.push(...filesIn(dist).filter((file) => /\.(?:js|css)$/.test(file)));
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

export async function buildPage(page) {
  const target = path.join(builds, page);
  const stamp = path.join(target, "fingerprint");
  const print = fingerprint(page);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === print) return;
  const module = ["tsx", "ts"].map((end) => path.join(bench, "page", "contenders", `${page}.${end}`)).find(existsSync);
  await build({
    root: path.join(bench, "page"),
    configFile: false,
    logLevel: "error",
    plugins: [react()],
    base: "./",
    resolve: {
      alias: [
        { find: /^contender$/, replacement: module },
        { find: /^headwater$/, replacement: path.join(dist, "index.js") },
        { find: /^headwater\/core$/, replacement: path.join(dist, "core.js") },
        { find: /^headwater\/adapters$/, replacement: path.join(dist, "adapters", "index.js") },
        { find: /^headwater\/styles.css$/, replacement: path.join(dist, "styles.css") },
        // What we build is outside of this folder and would find a React of its own.
        { find: /^react(?=$|\/)/, replacement: path.join(bench, "node_modules", "react") },
        { find: /^react-dom(?=$|\/)/, replacement: path.join(bench, "node_modules", "react-dom") },
      ],
    },
    build: { outDir: target, emptyOutDir: true, target: "esnext", chunkSizeWarningLimit: 10_000 },
  });
  writeFileSync(stamp, print);
}
