import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readImports } from "../helpers/import-rules.js";
import { pack, root, temporaryFolder } from "../helpers/packed.js";
import { sheets } from "../helpers/sheets.js";

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const { exports } = JSON.parse(read("package.json")) as { exports: Record<string, string | Record<string, string>> };

/** Source modules without their extension, as `engine/run`. */
const sources = new Map(
  readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => file.split(path.sep).join("/"))
    .map((file) => [file.replace(/\.tsx?$/, ""), `src/${file}`]),
);

/** Packages that an output module needs to load, with everything that it imports. */
function packagesBehind(file: string, seen: Set<string> = new Set()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const specifier of readImports({ file, code: read(file) })) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    const found = specifier.startsWith(".") ? packagesBehind(target, seen) : [specifier];
    for (const name of found) packages.add(name);
  }
  return packages;
}

function isBuilt(file: string): boolean {
  return sources.has(file.slice("dist/".length).replace(/\.(?:d\.ts|js|js\.map)$/, ""));
}

function hasUseClient(file: string): boolean {
  return /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*["']use client["']/.test(read(file));
}

describe("the package", () => {
  let files: readonly string[] = [];
  let modules: readonly string[] = [];

  beforeAll(async () => {
    const { folder, remove } = await temporaryFolder();
    ({ files } = await pack(folder));
    modules = files.filter((file) => file.endsWith(".js"));
    await remove();
  });

  it("contains dist, README, LICENSE, CHANGELOG and package.json, and nothing else", () => {
    const top = new Set(files.map((file) => file.split("/")[0]));
    expect(top).toEqual(new Set(["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json"]));
  });

  it("has in dist what was built from source files and the style sheets, and nothing else", () => {
    const inDist = files.filter((file) => file.startsWith("dist/") && !file.endsWith(".css"));
    expect(inDist.filter((file) => !isBuilt(file))).toEqual([]);
    const built = ["dist", "dist/unlayered"].flatMap((folder) => sheets.map((file) => `${folder}/${file}`));
    expect(files.filter((file) => file.endsWith(".css"))).toEqual(built.toSorted());
    const layered = built.filter((file) => read(file).includes("@layer"));
    expect(layered).toEqual(built.filter((file) => !file.startsWith("dist/unlayered")));
  });

  it("has declarations for every source file", () => {
    expect([...sources.keys()].filter((name) => !files.includes(`dist/${name}.d.ts`))).toEqual([]);
  });

  it("has every file that package.json exports", () => {
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === "string" ? [target] : Object.values(target),
    );
    expect(targets.map((target) => target.replace("./", "")).filter((target) => !files.includes(target))).toEqual([]);
  });

  it('says "use client" in the modules that say so in src, first of all, and nowhere else', () => {
    const inDist = modules.filter((file) => /^["']use client["'];?\r?\n/.test(read(file)));
    const inSrc = [...sources].filter(([, file]) => hasUseClient(file)).map(([name]) => `dist/${name}.js`);
    expect(inDist).toEqual(inSrc.toSorted());
    expect(modules.filter((file) => hasUseClient(file))).toEqual(inDist);
  });

  it.each(["dist/core.js", "dist/adapters/index.js", "dist/testing.js"])("needs no React for %s", (file) => {
    const packages = [...packagesBehind(file)];
    expect(packages.filter((name) => !["eventsource-parser", "zustand/vanilla"].includes(name))).toEqual([]);
  });

  it("names no folder of the machine it was built on", () => {
    const packed = files.filter((file) => file.startsWith("dist/"));
    expect(packed.filter((file) => read(file).includes(path.dirname(root)))).toEqual([]);
  });
});
