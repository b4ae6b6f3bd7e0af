import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { faults, faultUsage, mockWires } from "../../src/testing.js";
import { root } from "../helpers/packed.js";

const guide = path.join(root, "docs/testing.md");

/** A table as the formatter leaves it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** The guide with the tables that the code asks for. */
function expectedGuide(): string {
  const tables = {
    faults: table(
      ["fault", "what happens"],
      faults.map((fault) => [
        `\`${faultUsage(fault)}\``,
        fault.sentence + (fault.value ? ` After the colon: ${fault.value.meaning}.` : ""),
      ]),
    ),
    wires: table(
      ["wire", "spoken by", "at"],
      mockWires.map(({ name, title, routes }) => [
        `\`${name}\``,
        title,
        routes.map((route) => `\`${route}\``).join("<br>"),
      ]),
    ),
  };
  return Object.entries(tables).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`),
        () => `<!-- ${name} -->\n\n${table}\n\n<!-- /${name} -->`,
      ),
    readFileSync(guide, "utf8"),
  );
}

test("the guide lists every fault with its defaults and every wire with its paths, as the code has them", async () => {
  const expected = expectedGuide();
  for (const { sentence } of faults) expect(expected).toContain(sentence);
  await expect(expected).toMatchFileSnapshot(guide);
});
