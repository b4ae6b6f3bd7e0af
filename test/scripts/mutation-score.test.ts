import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sabotage, sabotages } from "../../scripts/mutation/sabotages.mjs";
import { describeMutant, percent, score, type Mutant } from "../../scripts/mutation/score.mjs";

const source = "const a = 1;\n  if (a > 1) {\n    go();\n  }\n";

function mutant(status: string, replacement: string = "true", fileName: string = "src/a.ts"): Mutant {
  const location = { start: { line: 2, column: 7 }, end: { line: 2, column: 12 } };
  const told = status === "Killed" ? { killedBy: ["a.test.ts#works"], statusReason: "expected 1" } : {};
  return describeMutant(
    { fileName, location, replacement, mutatorName: "ConditionalExpression", status, ...told },
    source,
  );
}

test("a mutant is described by its text, apart from its place", () => {
  expect(mutant("Killed")).toEqual({
    file: "src/a.ts",
    place: "src/a.ts:2:7",
    line: "if (a > 1) {",
    original: "a > 1",
    replacement: "true",
    mutator: "ConditionalExpression",
    status: "Killed",
    caughtBy: "a.test.ts#works; expected 1",
  });
});

test("a mutant of several lines is described whole", () => {
  const location = { start: { line: 2, column: 14 }, end: { line: 4, column: 4 } };
  const block = { fileName: "src/a.ts", location, replacement: "{}", mutatorName: "BlockStatement", status: "Killed" };
  expect(describeMutant(block, source).original).toBe("{\n    go();\n  }");
});

describe("the score", () => {
  test("counts what no test reaches as missed and what never ends as caught", () => {
    const { rows, survivors } = score(
      [mutant("Killed"), mutant("Timeout", "1"), mutant("Survived", "2"), mutant("NoCoverage", "3")],
      [],
    );
    expect(rows).toEqual([{ file: "src/a.ts", caught: 2, timeouts: 1, equivalent: 0, survived: 2 }]);
    expect(survivors.map(({ replacement }) => replacement)).toEqual(["2", "3"]);
    expect(percent(rows)).toBe(50);
  });

  test("is kept per file, sorted", () => {
    const { rows } = score([mutant("Killed", "1", "src/b.ts"), mutant("Survived")], []);
    expect(rows.map((row) => [row.file, percent([row])])).toEqual([
      ["src/a.ts", 0],
      ["src/b.ts", 100],
    ]);
  });

  test("leaves out the listed equivalents and no others", () => {
    const { rows, survivors, stale } = score(
      [mutant("Killed", "1"), mutant("Survived", "2"), mutant("Survived", "3")],
      [mutant("Survived", "2")],
    );
    expect(rows).toMatchObject([{ caught: 1, equivalent: 1, survived: 1 }]);
    expect([survivors.length, stale]).toEqual([1, []]);
    expect(percent(rows)).toBe(50);
  });

  test("tells entries that are caught or gone, in the files that were tested", () => {
    const listed = [mutant("", "1"), mutant("", "gone"), mutant("", "1", "src/other.ts")];
    expect(score([mutant("Killed", "1")], listed).stale).toEqual([
      { entry: listed[0], why: "Killed a.test.ts#works; expected 1" },
      { entry: listed[1], why: "no such mutant" },
    ]);
  });

  test("is not made up for mutants that were not tested", () => {
    expect(() => score([mutant("RuntimeError")], [])).toThrow("src/a.ts:2:7: not tested (RuntimeError)");
  });

  test("of files without a mutant is full", () => {
    expect(percent([])).toBe(100);
  });
});

test.for(sabotages)("the sabotage $name still fits the code", (chosen) => {
  const code = readFileSync(new URL(`../../${chosen.file}`, import.meta.url), "utf8");
  expect(sabotage(chosen, code)).not.toBe(code);
});

test("a sabotage that fits nowhere or twice is refused", () => {
  const chosen = { name: "x", file: "a.ts", find: /go\(\)/g, replace: "" };
  expect(() => sabotage(chosen, "stop()")).toThrow("fits 0 places");
  expect(() => sabotage(chosen, "go(); go();")).toThrow("fits 2 places");
});
