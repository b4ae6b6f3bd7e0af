import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The repository. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** What `npm pack` put together. */
export interface Packed {
  readonly tarball: string;
  /** Paths in the package, with forward slashes, sorted. */
  readonly files: readonly string[];
}

/** A folder with a `package.json` and the packed package installed, as a user has it. */
export interface Project {
  readonly folder: string;
  /** Writes a file of the project. */
  write(name: string, text: string): Promise<void>;
  /** Runs a script with Node in the project. @returns what it printed. */
  node(script: string, ...args: string[]): Promise<string>;
}

/** Runs a program to its end. Throws what it printed if it fails. */
async function run(cwd: string, file: string, args: readonly string[]): Promise<string> {
  const options = { cwd, maxBuffer: 64 * 1024 * 1024, shell: process.platform === "win32" && file === "npm" };
  try {
    return (await promisify(execFile)(file, args, options)).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${file} ${args.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

/** The script behind a command that a development dependency installs, to be run with Node. */
export function binary(packageName: string, file: string): string {
  return path.join(path.dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), file);
}

/** An empty folder outside of the repository, so that nothing is found by walking up to its `node_modules`. */
export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "headwater-test-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Packs what the last build made. */
export async function pack(folder: string): Promise<Packed> {
  if (!existsSync(path.join(root, "dist", "index.js"))) {
    throw new Error("There is no dist/ to pack. Run `npm run build` first.");
  }
  // Without scripts: "prepack" would build again.
  const report = await run(root, "npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder]);
  const [packed] = JSON.parse(report) as [{ filename: string; files: { path: string }[] }];
  return {
    tarball: path.join(folder, packed.filename),
    files: packed.files.map((file) => file.path).toSorted(),
  };
}

/** Installs the packed package and others into a new project below `parent`. */
export async function createProject(parent: string, name: string, packages: readonly string[]): Promise<Project> {
  const folder = path.join(parent, name);
  await mkdir(folder);
  const write = (file: string, text: string) => writeFile(path.join(folder, file), text);
  await write("package.json", JSON.stringify({ name, private: true, type: "module" }));
  const install = ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error", ...packages];
  // Once more, because a registry can be out of sorts for a moment.
  await run(folder, "npm", install).catch(() => run(folder, "npm", install));
  return { folder, write, node: (script, ...args) => run(folder, process.execPath, [script, ...args]) };
}
