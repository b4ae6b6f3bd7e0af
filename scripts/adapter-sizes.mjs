// What each adapter adds to a bundle that can chat already (`useChatStream` with detection, its framings and helpers): bytes,
// minified and gzipped. The reader and the writer of requests are also told apart. Run after `npm run build`.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import * as exported from "../dist/adapters/index.js";

/** Bytes. What a wire can say has its price: those above the usual limit have one of their own, which must not grow. */
const usual = 1_000;
const limits = {
  "ag-ui": 2_100,
  "ai-sdk-ui": 1_400,
  anthropic: 1_700,
  gemini: 1_900,
  langgraph: 2_100,
  "openai-responses": 2_200,
  twelvelabs: 1_950,
  "writer-chat": 1_350,
  "writer-graph": 1_150,
};

const base = `export { useChatStream } from "./dist/index.js"; export { orBody, sse } from "./dist/core.js"; export { auto } from "./dist/adapters/auto/adapter.js";`;

async function size(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "js" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    external: ["react", "react-dom"],
    legalComments: "none",
    plugins: [
      {
        name: "chunks-apart",
        setup(bundling) {
          bundling.onResolve({ filter: /.*/ }, ({ kind, path }) =>
            kind === "dynamic-import" ? { path, external: true } : undefined,
          );
        },
      },
    ],
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

const start = await size(base);
let over = 0;
let usualOnes = 0;
const adapters = Object.entries(exported).filter(([name, value]) => typeof value === "object" && name !== "auto");
for (const [name, adapter] of adapters) {
  const folder = adapter.name.replace("xano-text", "xano");
  const limit = limits[folder] ?? usual;
  const added = (await size(`${base} export { ${name} } from "./dist/adapters/${folder}/adapter.js";`)) - start;
  if (added > limit) over++;
  if (added <= usual) usualOnes++;
  console.log(`${name.padEnd(20)}${String(added).padStart(6)} B of ${limit}${added > limit ? "  over the limit" : ""}`);
}
console.log(`${usualOnes} of ${adapters.length} adapters add at most ${usual} B, ${over} more than their limit`);
process.exitCode = over > 0 ? 1 : 0;
