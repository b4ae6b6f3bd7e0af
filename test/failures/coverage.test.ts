import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findProblems, readFailureRows, titlesIn } from "./failure-table.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const ids = Array.from({ length: 95 }, (_, index) => `F${String(index + 1).padStart(2, "0")}`);
const rows = readFailureRows(readFileSync(new URL("../../docs/failures.md", import.meta.url), "utf8"));

test("every failure seen in the field is in docs/failures.md, with tests that exist or a reason", () => {
  expect(findProblems(rows, ids, root)).toEqual([]);
});

describe("the check of the table", () => {
  const self = "test/failures/coverage.test.ts";
  const title = "the check of the table › finds a test by its exact title";
  const row = (told: string, id = "F01", source = "a/b#1") => `| ${id} | Something went wrong | ${source} | ${told} |`;
  const problems = (...lines: readonly string[]) => findProblems(readFailureRows(lines.join("\n")), ["F01"], root);

  test("finds a test by its exact title", () => {
    expect(problems(row(`\`${self} › ${title}\``))).toEqual([]);
    expect(
      problems(row("`` test/failures/coverage.test.ts › the check of the table › takes `code` and \\| in titles ``")),
    ).toEqual([]);
  });

  test("takes `code` and | in titles", () => {
    expect(readFailureRows(row("`` a › b `c` \\| d ``; `e › f`"))[0]!.tests).toEqual(["a › b `c` | d", "e › f"]);
  });

  test.for<[string, string, string]>([
    ["a wrong title", row(`\`${self} › ${title}!\``), "has no test"],
    ["a title without the describe around it", row(`\`${self} › finds a test by its exact title\``), "has no test"],
    ["the describe alone", row(`\`${self} › the check of the table\``), "has no test"],
    ["a file that is not there", row(`\`test/failures/nothing.test.ts › ${title}\``), "not there"],
    ["nothing", row(""), "neither a test nor a reason"],
    ["a reason that says nothing", row("Cannot occur: no."), "neither a test nor a reason"],
    ["a source of no form", row(`\`${self} › ${title}\``, "F01", "somewhere"), "no known form"],
    [
      "an id that is not asked for",
      `${row(`\`${self} › ${title}\``)}\n${row(`\`${self} › ${title}\``, "F02")}`,
      "no known",
    ],
    ["an id twice", `${row(`\`${self} › ${title}\``)}\n${row(`\`${self} › ${title}\``)}`, "there 2 times"],
    ["an id that is missing", "| id | | | |", "there 0 times"],
  ])("refuses %s", ([, lines, words]) => {
    const found = problems(lines);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
  });

  test("knows tables, templates and blocks, and no test that does not always run", () => {
    const code = `
      test("a", () => {});
      it.each([1])("b %i", () => {});
      describe.for([1])("c $name", () => {
        test(\`d \${seed}\`, () => {});
        describe("e", () => { test.for([1])("f", { timeout: 1 }, () => {}); });
      });
      test.skip("g", () => {});
      test.skipIf(true)("h", () => {});
      test.todo("i");
      describe.skip("j", () => { test("k", () => {}); });
      expect("l").toBe("m"); other.test("n");
    `;
    expect([...titlesIn("x.test.ts", code)]).toEqual(["a", "b %i", "c $name › d ${seed}", "c $name › e › f"]);
    const stories = `export const One: Story = { play: async () => {} }; export const Two: Story = { args: {} };`;
    expect([...titlesIn("x.stories.tsx", stories)]).toEqual(["One"]);
  });
});
