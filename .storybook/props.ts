import { fileURLToPath } from "node:url";
import { API, SignatureKind, SymbolFlags, type Checker, type Symbol, type Type } from "typescript/unstable/sync";

/** A prop of a component, as its types and their comments tell. */
export interface Prop {
  readonly name: string;
  readonly description: string;
  /** As it is written in the source. */
  readonly type: string;
  readonly required: boolean;
  readonly defaultValue: string | undefined;
  /** The texts that it can be, if it can be nothing else. */
  readonly options: readonly string[] | undefined;
}

/** A component that the package exports. */
export interface ComponentDocs {
  readonly name: string;
  /** The source file that defines it. */
  readonly file: string;
  readonly description: string;
  /** Those of our own types; what any element of HTML takes is left out. */
  readonly props: readonly Prop[];
}

const root = fileURLToPath(new URL("..", import.meta.url));

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function membersOf(type: Type): readonly Type[] {
  return type.isUnionType() ? type.getTypes() : [type];
}

/** What the comment of a symbol says, and one of its tags. */
function commentOf(symbol: Symbol, checker: Checker, tag: string): readonly [prose: string, tag: string | undefined] {
  const found = symbol
    .getJsDocTags(checker)
    .find(({ name }) => name === tag)
    ?.text?.trim();
  // Links lead to declarations, which nobody finds from here.
  return [
    symbol
      .getDocumentationComment(checker)
      .trim()
      .replace(/\{@link (\w+)\}/g, "`$1`"),
    found,
  ];
}

function textsOf(type: Type | undefined): string[] | undefined {
  if (type === undefined) return undefined;
  const members = membersOf(type).filter(
    (member) => !(member.isIntrinsicType() && member.intrinsicName === "undefined"),
  );
  const texts = members.map((member) => (member.isStringLiteralType() ? member.value : undefined));
  return texts.every(isPresent) ? texts : undefined;
}

/** @returns nothing for what the types of React declare, which is in every element */
function readProp(symbol: Symbol, checker: Checker): Omit<Prop, "required"> | undefined {
  const declaration = symbol.declarations[0]?.resolve();
  const file = declaration?.getSourceFile().fileName;
  if (declaration === undefined || file === undefined || file.includes("/node_modules/")) return undefined;
  const written =
    "type" in declaration ? (declaration.type as { getText(): string } | undefined)?.getText() : undefined;
  const [description, defaultValue] = commentOf(symbol, checker, "defaultValue");
  return {
    name: symbol.name,
    description,
    type: (written ?? "").replace(/\s+/g, " ").replace(/^\| | \| undefined$/g, ""),
    defaultValue: defaultValue?.replace(/^`([^`]*)`$/, "$1"),
    options: textsOf(checker.getTypeOfSymbol(symbol)),
  };
}

/** Of a union all that any of its members takes; what only some of them ask for is optional. */
function readProps(type: Type, checker: Checker): Prop[] {
  const members = membersOf(type).map((member) => checker.getPropertiesOfType(member));
  const found = new Map<string, Prop>();
  for (const symbol of members.flat()) {
    const prop = found.has(symbol.name) ? undefined : readProp(symbol, checker);
    // What can only be left out tells the members of a union apart.
    if (prop === undefined || prop.options?.length === 0) continue;
    const isRequired = (one: Symbol) => one.name === prop.name && (one.flags & SymbolFlags.Optional) === 0;
    found.set(prop.name, { ...prop, required: members.every((names) => names.some(isRequired)) });
  }
  return [...found.values()];
}

function readComponent(symbol: Symbol, checker: Checker): ComponentDocs | undefined {
  if (!/^[A-Z]/.test(symbol.name)) return undefined;
  const original = (symbol.flags & SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  const type = checker.getTypeOfSymbol(original);
  // A context can be called as well, says React.
  if ((original.flags & SymbolFlags.Value) === 0 || type === undefined || checker.getPropertyOfType(type, "Provider"))
    return undefined;
  const [signature] = checker.getSignaturesOfType(type, SignatureKind.Call);
  const file = original.declarations[0]?.resolve()?.getSourceFile().fileName;
  if (signature === undefined || file === undefined) return undefined;
  const [first] = signature.getParameters();
  const props = first && checker.getTypeOfSymbol(first);
  return {
    name: symbol.name,
    file,
    description: commentOf(original, checker, "")[0],
    props: props === undefined ? [] : readProps(props, checker),
  };
}

/**
 * Reads what `src/index.ts` exports with the compiler itself: react-docgen does not follow generic types, unions and factories, and
 * would leave the tables of some components empty.
 */
export function readComponents(): ComponentDocs[] {
  const compiler = new API({ cwd: root });
  try {
    const config = `${root}tsconfig.build.json`;
    const project = compiler.updateSnapshot({ openProjects: [config] }).getProject(config);
    const index = project?.program.getSourceFile(`${root}src/index.ts`);
    const module = index && project?.checker.getSymbolAtLocation(index);
    if (project === undefined || module === undefined) throw new Error("The compiler does not find src/index.ts.");
    const { checker } = project;
    return checker
      .getExportsOfModule(module)
      .map((symbol) => readComponent(symbol, checker))
      .filter(isPresent);
  } finally {
    compiler.close();
  }
}
