import path from "node:path";
import { parseSync } from "vite";

/** A source file, by its path below `src/` with forward slashes. */
export interface SourceModule {
  readonly file: string;
  readonly code: string;
}

interface Edge {
  /** As written. */
  readonly specifier: string;
  /** The file below `src/` it leads to, `undefined` for a package. */
  readonly target?: string;
}

interface ParsedModule {
  readonly file: string;
  readonly edges: readonly Edge[];
  readonly violations: readonly string[];
}

/** A node of the syntax tree with the nodes around it, innermost first. */
interface Visit {
  readonly node: Node;
  readonly parents: readonly Node[];
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

// --- Who may import whom (ARCHITECTURE.md) ---------------------------------------------------------------------------

interface Zone {
  /** Folders, `folder/*` for the files directly in it, or single modules without extension. */
  readonly ours: readonly string[];
  /** Packages, exactly as imported. */
  readonly packages: readonly string[];
}

const adapter: Zone = { ours: ["protocol", "framing", "adapters/*"], packages: [] };

/** Every folder may also import from itself, except where `zoneOf` cuts it into smaller ones. */
const zones: Readonly<Record<string, Zone>> = {
  protocol: { ours: [], packages: [] },
  framing: { ours: ["protocol"], packages: ["eventsource-parser"] },
  "adapters/*": adapter,
  "adapters/auto": { ...adapter, ours: [...adapter.ours, "adapters"] },
  "adapters/<format>": adapter,
  engine: { ours: ["protocol"], packages: [] },
  store: { ours: ["protocol"], packages: ["zustand/vanilla"] },
  chat: { ours: ["protocol", "engine", "store"], packages: [] },
  defaults: { ours: ["protocol", "engine", "chat", "adapters"], packages: [] },
  testing: { ours: ["protocol", "framing", "engine"], packages: [] },
  // The one place that needs Node.
  "testing/server": {
    ours: ["protocol", "testing"],
    packages: [
      "node:events",
      "node:fs",
      "node:http",
      "node:net",
      "node:path",
      "node:timers/promises",
      "node:url",
      "node:util",
      "node:zlib",
    ],
  },
  markdown: { ours: [], packages: ["marked", "remend"] },
  hooks: { ours: ["protocol", "store", "chat"], packages: ["react", "zustand", "zustand/shallow", "zustand/vanilla"] },
  "hooks/default-adapter": {
    ours: ["protocol", "store", "chat", "defaults/load-auto", "adapters/json-lines/adapter"],
    packages: ["react"],
  },
  components: { ours: ["protocol", "markdown", "hooks"], packages: ["react", "react-dom"] },
  "components/windowed": { ours: [], packages: ["react", "virtua"] },
  labels: { ours: ["components"], packages: [] },
  math: { ours: ["components", "markdown/extensions"], packages: ["katex", "react"] },
  diagram: { ours: ["components"], packages: ["mermaid", "react"] },
  shiki: {
    ours: ["components/markdown"],
    packages: ["shiki/core", "shiki/engine/javascript", "shiki/langs", "shiki/types"],
  },
};

/** Files of exports only. They may export anything of ours; nobody but they may import them. */
const entries = new Set([
  "index",
  "core",
  "testing",
  "types",
  "adapters/index",
  "diagram/index",
  "math/index",
  "shiki/index",
  "testing/server/index",
]);

/** What can be used without React. */
const entriesWithoutReact = new Set(["core", "testing", "types", "adapters/index", "testing/server/index"]);

/** What runs in browsers too. */
const entriesWithoutNode = new Set([
  "index",
  "core",
  "testing",
  "types",
  "adapters/index",
  "diagram/index",
  "math/index",
  "shiki/index",
]);

const foldersWithReact = ["hooks", "components", "diagram", "math"];

function moduleName(file: string): string {
  return file.replace(/\.tsx?$/, "");
}

function zoneOf(file: string): string | undefined {
  const name = moduleName(file);
  const [folder = "", second, third] = name.split("/");
  if (second === undefined) return undefined;
  if (folder !== "adapters") return [name, `${folder}/${second}`, folder].find((zone) => zones[zone] !== undefined);
  if (third === undefined) return "adapters/*";
  return second === "auto" ? "adapters/auto" : "adapters/<format>";
}

/** The folder whose files may import each other freely. */
function homeOf(file: string): string {
  return file
    .split("/")
    .slice(0, /^(?:adapters|testing\/server)\//.test(file) ? 2 : 1)
    .join("/");
}

function covers(pattern: string, target: string): boolean {
  const name = moduleName(target);
  if (pattern.endsWith("/*")) return path.posix.dirname(name) === pattern.slice(0, -2);
  return name === pattern || name.startsWith(`${pattern}/`);
}

function checkEdge(file: string, { specifier, target }: Edge): string | undefined {
  const edge = `${file} → ${target ?? specifier}`;
  if (entries.has(moduleName(file))) {
    return target === undefined ? `${edge}: an entry exports what is ours, not packages` : undefined;
  }
  const name = zoneOf(file);
  const zone = name === undefined ? undefined : zones[name];
  if (zone === undefined) return undefined; // Said once, by checkPlace.
  if (target === undefined) {
    return zone.packages.includes(specifier)
      ? undefined
      : `${edge}: ${name} may import ${zone.packages.length === 0 ? "no package" : `only the packages ${zone.packages.join(", ")}`}`;
  }
  if (entries.has(moduleName(target))) return `${edge}: only entries import entries`;
  if (homeOf(file) === homeOf(target) || zone.ours.some((pattern) => covers(pattern, target))) return undefined;
  return `${edge}: ${name} may import ${zone.ours.length === 0 ? "nothing outside itself" : `only itself and ${zone.ours.join(", ")}`}`;
}

function checkPlace(file: string): string[] {
  if (entries.has(moduleName(file)) || zoneOf(file) !== undefined) return [];
  return [`${file}: no import rule covers this place; add it to the table in ARCHITECTURE.md and to the rules`];
}

// --- Who owns what ---------------------------------------------------------------------------------------------------

interface Owner {
  readonly rule: string;
  readonly uses: (visit: Visit) => string | undefined;
  readonly owned: (file: string, visit: Visit) => boolean;
}

const isBelowHooks = (file: string): boolean => !foldersWithReact.includes(file.split("/")[0] ?? "");
const isIn = (file: string, ...places: string[]): boolean => places.some((place) => covers(place, file));

const globalObjects = new Set(["globalThis", "window", "self"]);

/** `name` or `globalThis.name` used as a value, not as a type or a key. */
function globalName({ node, parents }: Visit, names: readonly string[]): string | undefined {
  if (node.type === "Identifier" && isReference(node, parents) && names.includes(String(node.name))) {
    return String(node.name);
  }
  const member = memberOf(node);
  return member !== undefined && globalObjects.has(member.object) && names.includes(member.property)
    ? `${member.object}.${member.property}`
    : undefined;
}

/** `object.property`, if the node is that. */
function memberOf(node: Node): { object: string; property: string } | undefined {
  if (node.type !== "MemberExpression") return undefined;
  const object = node.object as Node;
  const property = node.property as Node;
  const key = node.computed === true ? property.value : property.name;
  return { object: object.type === "Identifier" ? String(object.name) : "", property: String(key) };
}

/** The right side of `x = here` in a pattern or of `x ?? here`, called or not. */
function isDefaultValue({ node, parents }: Visit): boolean {
  const called = parents[0]?.type === "CallExpression" && parents[0].callee === node;
  const value = called ? parents[0] : node;
  const around = parents[called ? 1 : 0];
  if (around?.type === "AssignmentPattern") return around.right === value;
  return around?.type === "LogicalExpression" && around.operator === "??" && around.right === value;
}

const markup = new Set(["dangerouslySetInnerHTML", "innerHTML", "outerHTML", "insertAdjacentHTML"]);

const owners: readonly Owner[] = [
  {
    rule: "requests are made in chat/ and engine/run only",
    uses: (visit) => globalName(visit, ["fetch", "AbortController", "XMLHttpRequest", "EventSource"]),
    owned: (file, visit) =>
      isIn(file, "chat", "engine/run") ||
      // The second stops uploads, which the application makes.
      (isIn(file, "testing/server", "components/composer/attachment-store") && visit.node.name === "AbortController"),
  },
  {
    rule: "JSON is parsed in protocol/parse-json only",
    uses: ({ node }) => {
      const member = memberOf(node);
      if (member?.object === "JSON" && member.property === "parse") return "JSON.parse";
      const callee = node.type === "CallExpression" ? memberOf(node.callee as Node) : undefined;
      return callee?.property === "json" ? ".json()" : undefined;
    },
    owned: (file) => isIn(file, "protocol/parse-json", "testing"),
  },
  {
    rule: "below hooks/, timers belong to engine/schedule",
    uses: (visit) => globalName(visit, ["setTimeout", "setInterval", "setImmediate", "requestAnimationFrame"]),
    owned: (file) => !isBelowHooks(file) || isIn(file, "engine/schedule", "testing"),
  },
  {
    rule: "below hooks/, the clock is an option: Date.now only as its default value, in chat/ and engine/; how long work lasts is measured by engine/schedule",
    uses: ({ node }) => {
      const member = memberOf(node);
      const name = `${member?.object}.${member?.property}`;
      if (name === "Date.now" || name === "performance.now") return name;
      const isNow = node.type === "NewExpression" && (node.arguments as unknown[]).length === 0;
      return isNow && (node.callee as Node).name === "Date" ? "new Date()" : undefined;
    },
    owned: (file, visit) =>
      !isBelowHooks(file) ||
      isIn(file, "testing/server") ||
      (isIn(file, "engine/schedule") && memberOf(visit.node)?.object === "performance") ||
      (isIn(file, "chat", "engine") && isDefaultValue(visit)),
  },
  {
    rule: "below hooks/, nothing knows the page but engine/network-error, which asks whether the device is offline",
    uses: (visit) => globalName(visit, ["document", "window", "localStorage", "sessionStorage", "navigator"]),
    owned: (file) => !isBelowHooks(file) || isIn(file, "engine/network-error"),
  },
  {
    rule: "nothing below hooks/ knows React",
    uses: ({ node }) => {
      if (node.type === "JSXElement" || node.type === "JSXFragment") return "JSX";
      // @types/react also declares a global namespace, which needs no import.
      const name = node.type === "TSQualifiedName" ? (node.left as Node).name : undefined;
      return name === "React" || name === "JSX" ? name : undefined;
    },
    owned: (file) => !isBelowHooks(file),
  },
  {
    rule: "crypto.randomUUID is missing on pages without https; ids are made in chat/",
    uses: ({ node }) => (memberOf(node)?.property === "randomUUID" ? "randomUUID" : undefined),
    owned: () => false,
  },
  {
    rule: "text from a stream never becomes markup",
    uses: ({ node, parents }) => {
      const isName = ["Identifier", "JSXIdentifier", "Literal"].includes(node.type) && !isInType(parents);
      const name = String(node.type === "Literal" ? node.value : node.name);
      return isName && markup.has(name) ? name : undefined;
    },
    owned: () => false,
  },
  {
    rule: "text from a stream never becomes code",
    uses: (visit) => {
      const isCalled = visit.parents[0]?.callee === visit.node;
      return globalName(visit, isCalled ? ["eval", "Function"] : ["eval"]);
    },
    owned: () => false,
  },
  {
    rule: "users have other bundlers than Vite",
    uses: ({ node }) => {
      const isMeta = node.type === "MemberExpression" && (node.object as Node).type === "MetaProperty";
      const property = isMeta ? memberOf(node)?.property : undefined;
      return property === "glob" || property === "env" || property === "hot" ? `import.meta.${property}` : undefined;
    },
    owned: () => false,
  },
];

// --- Reading a module ------------------------------------------------------------------------------------------------

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function* visitAll(node: Node, parents: readonly Node[] = []): Generator<Visit> {
  yield { node, parents };
  const inner = [node, ...parents];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* visitAll(child, inner);
  }
}

/** TypeScript syntax around values; all other nodes named `TS…` hold types. */
const valueWrappers = new Set([
  "TSAsExpression",
  "TSInstantiationExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
]);

function isInType(parents: readonly Node[]): boolean {
  return parents.some(({ type }) => type.startsWith("TS") && !valueWrappers.has(type));
}

/** Whether an identifier stands for a value, as opposed to a property, a key or a type. */
function isReference(node: Node, parents: readonly Node[]): boolean {
  const [parent, around] = parents;
  if (parent === undefined || isInType(parents)) return false;
  switch (parent.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed === true;
    case "Property":
      return around?.type === "ObjectExpression" && (parent.value === node || parent.computed === true);
    case "PropertyDefinition":
    case "MethodDefinition":
      return parent.value === node || parent.computed === true;
    default:
      return !["ImportSpecifier", "ExportSpecifier"].includes(parent.type);
  }
}

function* bindings(pattern: unknown): Generator<string> {
  if (!isNode(pattern)) return;
  if (pattern.type === "Identifier") yield String(pattern.name);
  for (const key of ["left", "argument", "value"]) yield* bindings(pattern[key]);
  for (const key of ["elements", "properties"]) {
    for (const inner of Array.isArray(pattern[key]) ? pattern[key] : []) yield* bindings(inner);
  }
}

/** Names that the file declares, wherever. Taken as declared everywhere in it, which is good enough here. */
function declaredNames(visits: readonly Visit[]): Set<string> {
  const names = new Set<string>();
  for (const { node } of visits) {
    const patterns = [
      ...(node.type === "VariableDeclarator" || node.type === "FunctionDeclaration" ? [node.id] : []),
      ...(Array.isArray(node.params) && !node.type.startsWith("TS") ? node.params : []),
      ...(node.type.startsWith("Import") ? [node.local] : []),
    ];
    for (const pattern of patterns) for (const name of bindings(pattern)) names.add(name);
  }
  return names;
}

/** The specifier that a node imports from: every kind of import, types and re-exports included. */
function importedFrom(node: Node): unknown {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType":
      return node.source;
    case "TSExternalModuleReference":
      return node.expression;
    case "TSModuleDeclaration":
      return (node.id as Node).type === "Literal" ? node.id : undefined;
    case "CallExpression":
      return (node.callee as Node).name === "require" ? (node.arguments as unknown[])[0] : undefined;
    default:
      return undefined;
  }
}

function isEntryStatement(statement: Node): boolean {
  if (statement.type === "ExportNamedDeclaration") return !isNode(statement.declaration);
  if (statement.type === "ExpressionStatement") return typeof statement.directive === "string";
  return statement.type === "ImportDeclaration" || statement.type === "ExportAllDeclaration";
}

function resolve(file: string, specifier: string, files: ReadonlySet<string>): string | undefined {
  if (!specifier.endsWith(".js")) return undefined;
  const name = path.posix.join(path.posix.dirname(file), specifier.slice(0, -".js".length));
  return [`${name}.ts`, `${name}.tsx`].find((candidate) => files.has(candidate));
}

/** What a module imports, as written. Also for JavaScript, as in `dist/`. */
export function readImports({ file, code }: SourceModule): string[] {
  const program = parseSync(file, code).program as unknown as Node;
  return [...visitAll(program)].flatMap(({ node }) => {
    const source = importedFrom(node);
    return isNode(source) && typeof source.value === "string" ? [source.value] : [];
  });
}

function parseModule({ file, code }: SourceModule, files: ReadonlySet<string>): ParsedModule {
  const { program, comments, errors } = parseSync(file, code);
  const body = program as unknown as Node;
  const visits = [...visitAll(body)];
  const declared = declaredNames(visits);
  const edges: Edge[] = [];
  const violations: string[] = errors.map(({ message }) => `${file}: ${message}`);

  for (const { node } of visits) {
    const source = importedFrom(node);
    if (!isNode(source)) continue;
    if (typeof source.value !== "string") {
      violations.push(`${file}: imports what only the running program knows; write the name of the module`);
      continue;
    }
    const specifier = source.value;
    if (!specifier.startsWith(".")) edges.push({ specifier });
    else {
      const target = resolve(file, specifier, files);
      if (target === undefined) violations.push(`${file} → ${specifier}: no such module (names end in .js)`);
      else edges.push({ specifier, target });
    }
  }
  if (comments.some(({ type, value }) => type === "Line" && /^\/\s*<reference/.test(value))) {
    violations.push(`${file}: imports by a /// <reference> comment; write an import`);
  }
  if (entries.has(moduleName(file)) && !(body.body as Node[]).every(isEntryStatement)) {
    violations.push(`${file}: an entry contains exports and imports only`);
  }
  for (const { rule, uses, owned } of owners) {
    for (const visit of visits) {
      const used = uses(visit);
      if (used !== undefined && !declared.has(used) && !owned(file, visit)) {
        violations.push(`${file} uses ${used}: ${rule}`);
      }
    }
  }
  return { file, edges, violations };
}

// --- The whole graph -------------------------------------------------------------------------------------------------

/** The shortest way from a file to a module or package that `isGoal` accepts. */
function findPath(
  start: string,
  modules: ReadonlyMap<string, ParsedModule>,
  isGoal: (edge: Edge) => boolean,
): string[] | undefined {
  const seen = new Set([start]);
  const queue = [[start]];
  for (const way of queue) {
    for (const edge of modules.get(way.at(-1)!)?.edges ?? []) {
      const { target } = edge;
      if (isGoal(edge)) return [...way, target ?? edge.specifier];
      if (target === undefined || seen.has(target)) continue;
      seen.add(target);
      queue.push([...way, target]);
    }
  }
  return undefined;
}

/** One violation per cycle: the shortest one through its alphabetically first file. */
function checkCycles(modules: ReadonlyMap<string, ParsedModule>): string[] {
  const reported = new Set<string>();
  const found: string[] = [];
  for (const file of [...modules.keys()].toSorted()) {
    if (reported.has(file)) continue;
    const cycle = findPath(file, modules, ({ target }) => target === file);
    if (cycle === undefined) continue;
    for (const member of cycle) reported.add(member);
    found.push(`${cycle.join(" → ")}: modules must not import each other in a circle, types included`);
  }
  return found;
}

function isReact({ specifier, target }: Edge): boolean {
  return target === undefined ? /^react(?:-dom)?(?:\/|$)/.test(specifier) : isIn(target, ...foldersWithReact);
}

function needsNode({ specifier, target }: Edge): boolean {
  return target === undefined ? specifier.startsWith("node:") : isIn(target, "testing/server");
}

/** The shortest way from each of the entries to something that it must work without. */
function checkWithout(
  what: string,
  modules: ReadonlyMap<string, ParsedModule>,
  entries: ReadonlySet<string>,
  isGoal: (edge: Edge) => boolean,
): string[] {
  return [...modules.keys()]
    .filter((file) => entries.has(moduleName(file)))
    .flatMap((file) => {
      const way = findPath(file, modules, isGoal);
      return way === undefined ? [] : [`${way.join(" → ")}: this entry works without ${what}`];
    });
}

/**
 * Checks the import table of ARCHITECTURE.md and the single owners below it.
 *
 * @returns One sentence per violation, naming the file, the edge or the name it uses, and the rule. Empty if all is well.
 */
export function checkModules(sources: readonly SourceModule[]): string[] {
  const files = new Set(sources.map(({ file }) => file));
  const modules = new Map(sources.map((source) => [source.file, parseModule(source, files)]));
  return [
    ...[...modules.values()].flatMap(({ file, edges, violations }) => [
      ...checkPlace(file),
      ...violations,
      ...edges.flatMap((edge) => checkEdge(file, edge) ?? []),
    ]),
    ...checkCycles(modules),
    ...checkWithout("React", modules, entriesWithoutReact, isReact),
    ...checkWithout("Node", modules, entriesWithoutNode, needsNode),
  ];
}
