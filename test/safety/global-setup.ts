import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the built pages, by their names. */
    readonly safetyPages: string;
  }
}

// Named by their scripts, so that the search for unused files finds them.
const pages = {
  page: new URL("page/main.tsx", import.meta.url),
  policy: new URL("policy/main.tsx", import.meta.url),
};
let folder: string;

/** Builds the pages as a user would, from `src` as it is when the tests begin. */
export async function setup({ provide }: TestProject): Promise<void> {
  folder = await mkdtemp(path.join(tmpdir(), "headwater-safety-"));
  const environment = process.env["NODE_ENV"];
  // React and its plugin look at nothing else.
  process.env["NODE_ENV"] = "production";
  try {
    for (const [name, script] of Object.entries(pages)) {
      await build({
        root: path.dirname(fileURLToPath(script)),
        base: `/${name}/`,
        configFile: false,
        logLevel: "warn",
        mode: "production",
        plugins: [react()],
        build: { outDir: path.join(folder, name), emptyOutDir: true },
      });
    }
  } finally {
    process.env["NODE_ENV"] = environment;
  }
  provide("safetyPages", folder);
}

/** Deletes the pages. */
export async function teardown(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
