import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./helpers/packed.js";
import { sheets } from "./helpers/sheets.js";

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

const sources = readdirSync(path.join(root, "src/components"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".css"))
  .map((file) => read(path.join("src/components", file)))
  .join("\n");
const docs = read("docs/theming.md");

/** The rows of the table of variables: name and default. */
const rows = Array.from(
  docs.matchAll(/^\| `--hw-([\w-]+)`\s*\|[^|]*\|\s*(.*?)\s*\|$/gm),
  ([, name = "", value = ""]) => ({
    name,
    value,
  }),
);

describe("docs/theming.md", () => {
  it("has every variable that the sheets read, besides those of tokens, and no other", () => {
    const used = new Set(Array.from(sources.matchAll(/var\(\s*--hw-([\w-]+)/g), ([, name = ""]) => name));
    const named = [...used].filter((name) => !name.startsWith("tok-"));
    expect(rows.map(({ name }) => name).toSorted()).toEqual(named.toSorted());
    expect(used.size - named.length).toBe(17);
  });

  it("tells the defaults as they are", () => {
    const exact = rows.filter(({ value }) => value.startsWith("`") && value.endsWith("`"));
    const wrong = exact.filter(({ name, value }) => !sources.includes(`var(--hw-${name}, ${value.slice(1, -1)})`));
    expect(exact.length).toBeGreaterThan(7);
    expect(wrong).toEqual([]);
  });

  it("names every sheet and theme, and each is exported with and without the layer", () => {
    const { exports } = JSON.parse(read("package.json")) as { exports: Record<string, unknown> };
    expect(sheets.filter((file) => !docs.includes(`headwater/${file}`))).toEqual([]);
    const exported = Object.keys(exports).filter((name) => name.endsWith(".css"));
    expect(exported.toSorted()).toEqual(sheets.flatMap((file) => [`./${file}`, `./unlayered/${file}`]).toSorted());
  });
});
