import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { findChrome } from "./scripts/chrome.mjs";

const hasStories =
  existsSync(".storybook/main.ts") &&
  existsSync("stories") &&
  readdirSync("stories", { recursive: true, encoding: "utf8" }).some((file) => /\.stories\.tsx?$/.test(file));

/** Mermaid is 200 MB with what it needs; its small build is 2.5 MB, but no module. */
const alias = { mermaid: fileURLToPath(new URL("test/helpers/mermaid.ts", import.meta.url)) };

// Generous, because busy machines are slow. No test measures time.
const testTimeout = 30_000;

// A browser has deadlines of its own, and machines of CI are noisy. What passes at the second try is told at the end.
const retry = process.env["CI"] ? 1 : 0;

async function storybook(browser: () => object): Promise<TestProjectInlineConfiguration[]> {
  if (!hasStories) return [];
  const { storybookTest } = await import("@storybook/addon-vitest/vitest-plugin");
  return [
    {
      plugins: [storybookTest({ configDir: ".storybook" })],
      test: { name: "storybook", retry, testTimeout: 60_000, browser: browser() },
    },
  ];
}

/**
 * After the others, two files at a time: these wait more than they work, each for a server and a browser of its own. More would
 * make each other late.
 */
const inTurn = { maxWorkers: 2, sequence: { groupOrder: 1 } };

export default defineConfig(async () => {
  const { path: executablePath, args } = await findChrome();
  const provider = playwright({ launchOptions: { executablePath, args } });
  // Fresh for each project: a shared one would get the name of the last.
  const browser = () => ({
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider,
    instances: [{ browser: "chromium" as const }],
  });
  return {
    test: {
      reporters: ["default", "./scripts/closing-line.mjs"],
      coverage: { provider: "v8" as const, include: ["src/**"] },
      projects: [
        {
          test: {
            name: "node",
            environment: "node",
            include: ["test/**/*.test.ts"],
            exclude: [
              "test/**/*.dom.test.ts",
              "test/**/*.browser.test.ts",
              "test/e2e/**",
              "test/lifecycle/**",
              "test/manners/**",
              "test/package/**",
              "test/safety/**",
            ],
            testTimeout,
            typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "./tsconfig.json" },
          },
        },
        {
          plugins: [react()],
          test: {
            name: "dom",
            environment: "jsdom",
            testTimeout,
            include: ["test/**/*.dom.test.{ts,tsx}"],
            setupFiles: ["test/setup.dom.ts"],
          },
        },
        {
          plugins: [react()],
          resolve: { alias },
          // Found only when the first test asks for them, these would reload the page in the middle of a test.
          optimizeDeps: {
            // Three hundred grammars, of which tests load those they name.
            exclude: ["shiki/langs"],
            include: [
              "@testing-library/react",
              "@testing-library/user-event",
              "eventsource-parser",
              "katex",
              "react",
              "react-dom",
              "react-dom/client",
              "react/jsx-dev-runtime",
              "shiki/core",
              "shiki/engine/javascript",
              "shiki/langs/typescript.mjs",
              "virtua",
              "zustand",
              "zustand/vanilla",
            ],
          },
          test: {
            name: "browser",
            retry,
            include: ["test/**/*.browser.test.{ts,tsx}"],
            testTimeout: 60_000,
            browser: browser(),
          },
        },
        // Every story is a test: it renders, its play function runs, axe finds nothing.
        ...(await storybook(browser)),
        {
          // The playground with its server, driven in a browser.
          test: {
            name: "e2e",
            retry,
            environment: "node",
            include: ["test/e2e/**/*.test.ts"],
            testTimeout: 120_000,
            hookTimeout: 120_000,
            ...inTurn,
          },
        },
        {
          // The life of a run: a page over src, a server that each test scripts.
          test: {
            name: "lifecycle",
            retry,
            environment: "node",
            include: ["test/lifecycle/**/*.test.ts"],
            globalSetup: ["test/lifecycle/global-setup.ts"],
            testTimeout: 120_000,
            hookTimeout: 120_000,
            ...inTurn,
          },
        },
        {
          // Real input on a page over src: what scrolls, who has the focus, what is spoken.
          test: {
            name: "manners",
            environment: "node",
            include: ["test/manners/**/*.test.ts"],
            globalSetup: ["test/manners/global-setup.ts"],
            testTimeout: 120_000,
            hookTimeout: 120_000,
            retry,
            ...inTurn,
          },
        },
        {
          // Hostile texts and a strict policy, on pages over src.
          test: {
            name: "safety",
            retry,
            environment: "node",
            include: ["test/safety/**/*.test.ts"],
            globalSetup: ["test/safety/global-setup.ts"],
            testTimeout: 120_000,
            hookTimeout: 120_000,
            ...inTurn,
          },
        },
        {
          // What `npm run build` made, packed and installed elsewhere.
          test: {
            name: "package",
            retry,
            environment: "node",
            include: ["test/package/**/*.test.ts"],
            testTimeout: 180_000,
            hookTimeout: 180_000,
            ...inTurn,
          },
        },
      ],
    },
  };
});
