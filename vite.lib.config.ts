import { readdirSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const languages = readdirSync("src/labels").flatMap((file) => /^[a-z]{2}(?=\.ts$)/.exec(file) ?? []);

// One output module per source module: adapters can be left out of bundles, and each "use client" stays where it was written.
export default defineConfig({
  plugins: [react()],
  publicDir: false,
  build: {
    target: "es2022",
    minify: false,
    sourcemap: true,
    emptyOutDir: true,
    lib: {
      entry: {
        index: "src/index.ts",
        core: "src/core.ts",
        "adapters/index": "src/adapters/index.ts",
        "diagram/index": "src/diagram/index.ts",
        ...Object.fromEntries(languages.map((language) => [`labels/${language}`, `src/labels/${language}.ts`])),
        "math/index": "src/math/index.ts",
        "shiki/index": "src/shiki/index.ts",
        testing: "src/testing.ts",
        "testing/server/index": "src/testing/server/index.ts",
        "testing/server/cli": "src/testing/server/cli.ts",
      },
      formats: ["es"],
    },
    rolldownOptions: {
      external: (id) => !id.startsWith(".") && !id.startsWith("/") && !/^[A-Za-z]:/.test(id) && !id.startsWith("\0"),
      output: { preserveModules: true, preserveModulesRoot: "src", entryFileNames: "[name].js" },
    },
  },
});
