/**
 * `npm run test:fastapi`: reads a real FastAPI in Chromium. Makes a virtual environment in `.cache` (or takes the one that is
 * there), builds the page of `test/fastapi`, and runs the tests, which start the server.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { startVitest } from "vitest/node";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = path.join(root, ".cache");
const bin = path.join(cache, "fastapi-venv", "bin");
const venvPython = path.join(bin, "python");

/** The first FastAPI that streams JSON Lines for a path function that yields. */
const packages = ["fastapi>=0.134", "uvicorn"];
const hasPackages = `
import fastapi, sys, uvicorn
sys.exit([int(n) for n in fastapi.__version__.split(".")[:2]] < [0, 134])`;

/** Debian leaves `ensurepip` out of Python; FastAPI needs 3.10. */
const canMakeVenv = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";
// The plain name may be an old one of the system, with a newer one beside it.
const pythons = ["python3", ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`), "python"];

function succeeds(command, args, stdio = "ignore") {
  return spawnSync(command, args, { stdio }).status === 0;
}

function makeVenv() {
  if (succeeds(venvPython, ["-c", hasPackages])) return;
  const python = pythons.find((name) => succeeds(name, ["-c", canMakeVenv]));
  if (python === undefined) throw new Error(`This needs Python 3.10 or newer with venv and pip: ${pythons.join(", ")}`);
  console.log(`Installing ${packages.join(" and ")} with ${python}`);
  if (!succeeds(python, ["-m", "venv", "--clear", path.dirname(bin)], "inherit")) throw new Error("venv failed.");
  const pip = [
    "-m",
    "pip",
    "--quiet",
    "--disable-pip-version-check",
    "--cache-dir",
    path.join(cache, "pip"),
    "install",
  ];
  // Where pip is configured with several indexes, it retries each that is out of reach for minutes, though another has all.
  const installed =
    succeeds(venvPython, [...pip, "--retries", "0", "--timeout", "15", ...packages]) ||
    succeeds(venvPython, [...pip, ...packages], "inherit");
  if (!installed) throw new Error("pip failed.");
}

async function buildPage() {
  // Named by its script, so that the search for unused files finds it.
  const page = path.dirname(fileURLToPath(new URL("../test/fastapi/page/main.tsx", import.meta.url)));
  const outDir = path.join(cache, "fastapi-page");
  await build({
    root: page,
    configFile: false,
    plugins: [react()],
    logLevel: "warn",
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}

try {
  makeVenv();
  // For test/fastapi/app.py.
  process.env.FASTAPI_TEST_PAGE = await buildPage();
  process.env.PATH = `${bin}${path.delimiter}${process.env.PATH}`;
} catch (error) {
  // As in closing-line.mjs, what keeps tests from running counts as failed.
  console.error(error);
  console.log("\n0 passed, 1 failed, 0 skipped");
  process.exit(1);
}

const vitest = await startVitest(
  "test",
  process.argv.slice(2),
  {
    root,
    config: false,
    watch: false,
    // One process: however it ends, the pipes to the server and the browser close, and both end with it.
    pool: "threads",
    include: ["test/fastapi/**/*.spec.ts"],
    reporters: ["default", "./scripts/closing-line.mjs"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
  { cacheDir: path.join(cache, "fastapi-vitest") },
);
await vitest.close();
