import { fileURLToPath } from "node:url";
import type { StorybookConfig } from "@storybook/react-vite";
import { mergeConfig } from "vite";
import { propTables } from "./prop-tables.js";

const mermaid = fileURLToPath(new URL("../test/helpers/mermaid.ts", import.meta.url));
const onDemand = [
  "katex",
  "shiki/core",
  "shiki/engine/javascript",
  ...["diff", "python", "typescript"].map((language) => `shiki/langs/${language}.mjs`),
];

const config: StorybookConfig = {
  stories: ["../stories/**/*.mdx", "../stories/**/*.stories.@(ts|tsx)"],
  addons: ["@storybook/addon-docs", "@storybook/addon-a11y", "@storybook/addon-vitest"],
  framework: { name: "@storybook/react-vite", options: {} },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // Tables of props come from `propTables`.
  typescript: { reactDocgen: false },
  viteFinal: (vite) => ({
    ...vite,
    // Tests show no tables.
    plugins: [vite.plugins, process.env["VITEST"] === undefined && propTables()],
    resolve: mergeConfig({ resolve: vite.resolve ?? {} }, { resolve: { alias: { mermaid } } }).resolve,
    optimizeDeps: {
      ...vite.optimizeDeps,
      // Three hundred grammars, of which stories load those they name. What they load must not be found late: the page would reload.
      exclude: [...(vite.optimizeDeps?.exclude ?? []), "shiki/langs"],
      include: [...(vite.optimizeDeps?.include ?? []), ...onDemand],
    },
    build: {
      ...vite.build,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        ...vite.build?.rolldownOptions,
        // How long each plugin took says something about the machine, nothing about the stories.
        checks: { pluginTimings: false },
        onLog: (level, log, handle) => {
          // "use client" means nothing in a page that runs in browsers only.
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
        },
      },
    },
  }),
};

export default config;
