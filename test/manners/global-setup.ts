import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build, preview, type PreviewServer } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the page, built from `src` as it was when the tests began. */
    readonly mannersPage: string;
  }
}

// Named by its script, so that the search for unused files finds it.
const root = path.dirname(fileURLToPath(new URL("page/main.tsx", import.meta.url)));
let folder: string;
let server: PreviewServer;

/** Builds and serves the page for all files of the project. */
export async function setup({ provide }: TestProject): Promise<void> {
  folder = await mkdtemp(path.join(tmpdir(), "headwater-manners-"));
  const config = { root, configFile: false, logLevel: "warn", build: { outDir: folder, emptyOutDir: true } } as const;
  await build({ ...config, plugins: [react()] });
  server = await preview({ ...config, preview: { host: "127.0.0.1", port: 0 } });
  provide("mannersPage", server.resolvedUrls!.local[0]!);
}

/** Ends the server and deletes the page. */
export async function teardown(): Promise<void> {
  await server.close();
  await rm(folder, { recursive: true, force: true });
}
