import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build, preview, type PreviewServer } from "vite";
import type { TestProject } from "vitest/node";

/** Which React the page has: the one that checks (StrictMode mounts twice), or the one that users get. */
export type PageMode = "development" | "production";

declare module "vitest" {
  interface ProvidedContext {
    /** Addresses of the page, built from `src` as it was when the tests began. */
    readonly lifecyclePages: Readonly<Record<PageMode, string>>;
  }
}

// Named by its script, so that the search for unused files finds it.
const page = path.dirname(fileURLToPath(new URL("page/main.tsx", import.meta.url)));
let folder: string;
const servers: PreviewServer[] = [];

/** Built, not served as modules: whoever edits `src` meanwhile neither reloads the page nor changes it. */
async function startPage(mode: PageMode): Promise<string> {
  const config = { root: page, configFile: false, logLevel: "warn" } as const;
  const outDir = path.join(folder, mode);
  const environment = process.env["NODE_ENV"];
  // React and its plugin look at nothing else.
  process.env["NODE_ENV"] = mode;
  try {
    await build({ ...config, mode, plugins: [react()], build: { outDir, emptyOutDir: true, minify: false } });
  } finally {
    process.env["NODE_ENV"] = environment;
  }
  const server = await preview({ ...config, build: { outDir }, preview: { host: "127.0.0.1", port: 0 } });
  servers.push(server);
  return server.resolvedUrls!.local[0]!;
}

/** Builds and serves the page for all files of the project. */
export async function setup({ provide }: TestProject): Promise<void> {
  folder = await mkdtemp(path.join(tmpdir(), "headwater-lifecycle-"));
  const development = await startPage("development");
  const production = await startPage("production");
  provide("lifecyclePages", { development, production });
}

/** Ends the servers and deletes the pages. */
export async function teardown(): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
}
