import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "vite";

/** A row of docs/failures.md. */
export interface FailureRow {
  readonly id: string;
  readonly failure: string;
  readonly source: string;
  /** `file › title`, the titles of the `describe` blocks around it included, as they are written in the file. */
  readonly tests: readonly string[];
  /** What stands beside the tests. */
  readonly words: string;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const separator = " › ";
/** How a row that has no test of its own begins; tests of what it says may stand in it. */
const reasonBegins = /^(?:Cannot occur|Not built yet)/;
const reason = /^(?:Cannot occur|Not built yet): \S.{40,}/;
const sourceForm = /^(?:[\w.-]+\/[\w.-]+(?:#\d+| [\w./-]+)?|seen in [\w.-]+ \d+(?:\.\d+)+|inferred|OWASP)$/;

/** The cells of a line of a Markdown table; `\|` is a character. */
function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** Reads the rows of the tables whose first cell is `F` and two digits. */
export function readFailureRows(markdown: string): FailureRow[] {
  return markdown.split("\n").flatMap((line) => {
    const [id = "", failure = "", source = "", told = ""] = cellsOf(line);
    if (!/^F\d\d$/.test(id)) return [];
    // A span of code may stand between two backticks or more, and then hold one.
    const spans = [...told.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g)].map(([, , span]) => span!.trim());
    const tests = spans.filter((span) => span.includes(separator));
    return [{ id, failure, source, tests, words: told }];
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** `test.for(table)` gives `["test", "for"]`. */
function calledNames(callee: unknown): string[] {
  if (!isNode(callee)) return [];
  if (callee.type === "Identifier") return [String(callee["name"])];
  if (callee.type === "MemberExpression") {
    const property = callee["property"] as Node;
    return [...calledNames(callee["object"]), String(property["name"])];
  }
  return callee.type === "CallExpression" ? calledNames(callee["callee"]) : [];
}

/** The text of a string, or of a template as it is written between its backticks. */
function titleOf(node: unknown, code: string): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node.type === "TemplateLiteral") return code.slice((node["start"] as number) + 1, (node["end"] as number) - 1);
  return undefined;
}

/**
 * The tests of a file by their titles as written, with those of the `describe` blocks around them. Tests that do not always
 * run (`skip`, `skipIf`, `todo`, `only`, `fails`) are left out. In a file of stories: the stories that are driven, by their names.
 */
export function titlesIn(file: string, code: string): Set<string> {
  const titles = new Set<string>();
  const isStories = /\.stories\.tsx?$/.test(file);

  function visit(node: Node, around: readonly string[]): void {
    let below = around;
    if (isStories && node.type === "VariableDeclarator") {
      const init = node["init"] as Node | null;
      const members = init?.type === "ObjectExpression" ? (init["properties"] as Node[]) : [];
      if (members.some((member) => (member["key"] as Node | undefined)?.["name"] === "play"))
        titles.add(String((node["id"] as Node)["name"]));
    }
    if (node.type === "CallExpression") {
      const [root, ...modifiers] = calledNames(node["callee"]);
      const title = titleOf((node["arguments"] as unknown[])[0], code);
      const isPlain = modifiers.every((name) => name === "for" || name === "each");
      if (title !== undefined && root === "describe") {
        if (!isPlain) return;
        below = [...around, title];
      } else if (title !== undefined && (root === "test" || root === "it") && isPlain)
        titles.add([...around, title].join(separator));
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, below);
    }
  }
  visit(parseSync(file, code).program as unknown as Node, []);
  return titles;
}

/**
 * What is wrong with the table of failures.
 *
 * @param ids that it must have, each once
 * @param root folder that the paths of tests begin in
 */
export function findProblems(rows: readonly FailureRow[], ids: readonly string[], root: string): string[] {
  const problems: string[] = [];
  const known = new Map<string, Set<string> | undefined>();
  const titlesOf = (file: string) => {
    const at = path.join(root, file);
    if (!known.has(file)) known.set(file, existsSync(at) ? titlesIn(file, readFileSync(at, "utf8")) : undefined);
    return known.get(file);
  };
  for (const id of ids) {
    const { length } = rows.filter((row) => row.id === id);
    if (length !== 1) problems.push(`${id} is there ${length} times`);
  }
  for (const { id, failure, source, tests, words } of rows) {
    if (!ids.includes(id)) problems.push(`${id} is no known failure`);
    if (failure.length < 15) problems.push(`${id} does not say what went wrong`);
    for (const one of source.split(", "))
      if (!sourceForm.test(one)) problems.push(`${id} has a source in no known form: ${one}`);
    if ((tests.length === 0 || reasonBegins.test(words)) && !reason.test(words))
      problems.push(`${id} has neither a test nor a reason`);
    for (const named of tests) {
      const [file, ...titles] = named.split(separator) as [string, ...string[]];
      const found = titlesOf(file);
      if (found === undefined) problems.push(`${id} names a file that is not there: ${file}`);
      else if (!found.has(titles.join(separator)))
        problems.push(`${id}: ${file} has no test “${titles.join(separator)}”`);
    }
  }
  return problems;
}
