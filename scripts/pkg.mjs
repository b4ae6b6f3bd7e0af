/**
 * Checks what `npm publish` would send, after `npm run build`: publint must have nothing to say, not even a suggestion, and
 * the types must resolve for everyone who can import ES modules.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const attw = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json")),
  "dist/index.js",
);

const folder = mkdtempSync(path.join(tmpdir(), "headwater-pkg-"));
try {
  // Without scripts: "prepack" would build again.
  const options = ["--ignore-scripts", "--json", "--pack-destination", folder];
  const report = execFileSync("npm", ["pack", ...options], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
  const [{ filename }] = JSON.parse(report);
  const tarball = path.join(folder, filename);

  const bytes = readFileSync(tarball);
  const { messages, pkg } = await publint({
    strict: true,
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
  });
  for (const message of messages)
    console.error(`publint: ${message.type}: ${formatMessage(message, pkg, { color: false })}`);
  if (messages.length > 0) process.exitCode = 1;

  const sheets = Object.keys(pkg.exports).filter((name) => name.endsWith(".css"));
  const checks = [tarball, "--profile", "esm-only", "--format", "ascii", "--exclude-entrypoints", ...sheets];
  execFileSync(process.execPath, [attw, ...checks], { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
  console.log(
    `publint and are-the-types-wrong: ${messages.length === 0 ? "nothing to report" : "see above"} (${filename})`,
  );
} catch (error) {
  if (typeof error.stdout !== "string") throw error;
  console.error(error.stdout);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
