import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const args = [
  "--no-sandbox",
  // Nothing but the page under test may use the network.
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Playwright knows a path even when its own Chromium was never downloaded. */
async function playwrightChrome() {
  const { chromium } = await import("playwright");
  const file = chromium.executablePath();
  return file !== "" && existsSync(file) ? file : undefined;
}

function systemChrome() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...onPath, ...appFolders()].find((file) => existsSync(file));
}

/** Where installers put browsers on systems that do not list them on `PATH`. */
function appFolders() {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
      ["/Applications", path.join(process.env.HOME ?? "", "Applications")].map((folder) =>
        path.join(folder, `${name}.app`, "Contents", "MacOS", name),
      ),
    );
  }
  if (process.platform === "win32") {
    const folders = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    const programs = [
      path.join("Google", "Chrome", "Application", "chrome.exe"),
      path.join("Chromium", "Application", "chrome.exe"),
      path.join("Microsoft", "Edge", "Application", "msedge.exe"),
    ];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => programs.map((program) => path.join(folder, program)));
  }
  return [];
}

/** A folder of its own keeps 66 MB out of everybody else's install. */
async function npmChrome() {
  const tool = path.join(root, "tools", "chromium");
  const installed = path.join(tool, "node_modules", "@sparticuz", "chromium");
  if (!existsSync(installed)) {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    // Standard output belongs to the caller, which may print a report there.
    execFileSync(npm, ["ci", "--prefix", tool, "--loglevel=error"], { stdio: ["ignore", "ignore", "inherit"] });
  }
  const { version } = JSON.parse(readFileSync(path.join(installed, "package.json"), "utf8"));
  const folder = path.join(tool, "node_modules", ".cache", `chromium-${version}`);
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  // The package unpacks into the temporary folder, and takes any file called "chromium" that it finds there.
  process.env.TMPDIR = folder;
  // Makes it unpack its own NSS libraries, which a bare machine does not have.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";
  try {
    const entry = pathToFileURL(path.join(installed, "build", "esm", "index.js")).href;
    return await (await import(entry)).default.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

export async function findChrome() {
  const onlyNpm = process.env.CHROME_FROM === "npm";
  const given = process.env.CHROME_PATH;
  if (!onlyNpm && given !== undefined && given !== "") {
    if (!existsSync(given)) throw new Error(`CHROME_PATH names ${given}, which does not exist.`);
    return { path: given, from: "CHROME_PATH", args };
  }
  if (!onlyNpm) {
    const own = await playwrightChrome();
    if (own !== undefined) return { path: own, from: "playwright", args };
    const system = systemChrome();
    if (system !== undefined) return { path: system, from: "system", args };
  }
  if (process.platform === "linux" && process.arch === "x64") {
    return { path: await npmChrome(), from: "npm", args };
  }
  throw new Error(
    "No Chromium found, and the browser tests need one. Install Chromium, Chrome or Edge, " +
      "or run `npx playwright install chromium`, or set CHROME_PATH to an executable.",
  );
}
