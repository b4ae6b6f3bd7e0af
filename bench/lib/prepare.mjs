/** What must be there before anything is measured: the peers, and the package as its users get it. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bench = path.join(root, "bench");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

const packagesOf = (file) => {
  const { "": _own, ...packages } = JSON.parse(readFileSync(file, "utf8")).packages;
  return Object.entries(packages).map(([at, { version }]) => `${at}@${version}`);
};

/** npm keeps a lock of its own inside of what it installed; packages for other platforms are missing there. */
function isInstalled() {
  const installed = path.join(bench, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  const wanted = new Set(packagesOf(path.join(bench, "package-lock.json")));
  return packagesOf(installed).every((name) => wanted.has(name));
}

const run = (args) => execFileSync(npm, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });

/** @param isBuilt take `dist/` as it is */
export function prepare({ isBuilt }) {
  if (!isInstalled()) run(["ci", "--prefix", bench, "--no-audit", "--no-fund", "--loglevel=error"]);
  if (!isBuilt) run(["run", "build", "--silent"]);
}
