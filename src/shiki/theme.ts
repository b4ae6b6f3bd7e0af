import type { TokenKind } from "../components/markdown/tokens.js";

/**
 * What the scopes of TextMate grammars are: the innermost scope that is listed counts, by its longest entry. `plain` is for what
 * has no kind within what has one: code in a string, say.
 */
const scopes: Readonly<Record<TokenKind | "plain", readonly string[]>> = {
  plain: [
    "source",
    "meta.embedded",
    "meta.interpolation",
    "meta.template.expression",
    "variable.other",
    "string.unquoted",
  ],
  comment: [
    "comment",
    "punctuation.definition.comment",
    "string.quoted.docstring",
    "string.quoted.docstring punctuation.definition.string",
    "markup.quote",
  ],
  keyword: [
    "keyword",
    "storage",
    "variable.language",
    "keyword.operator.new",
    "keyword.operator.expression",
    "keyword.operator.logical.python",
    "keyword.operator.word",
    "keyword.operator.wordlike",
    "punctuation.definition.keyword",
    "punctuation.definition.template-expression",
    "punctuation.section.embedded",
    "meta.diff.range",
  ],
  operator: ["keyword.operator", "storage.type.function.arrow"],
  punctuation: ["punctuation", "meta.brace", "meta.delimiter", "meta.bracket"],
  string: [
    "string",
    "punctuation.definition.string",
    "markup.inline.raw",
    "markup.fenced_code",
    "markup.underline.link",
  ],
  escape: [
    "constant.character.escape",
    "constant.other.placeholder",
    "string.regexp",
    "punctuation.definition.string.regexp",
  ],
  number: [
    "constant.numeric",
    "keyword.other.unit",
    "constant.other.color",
    "constant.other.date",
    "constant.other.time",
  ],
  constant: ["constant", "variable.other.constant", "variable.other.enummember", "support.constant"],
  function: [
    "entity.name.function",
    "support.function",
    "variable.function",
    "meta.function-call.generic",
    "entity.other.attribute-name.pseudo-class",
    "entity.other.attribute-name.pseudo-element",
  ],
  type: [
    "entity.name.type",
    "entity.name.class",
    "entity.name.namespace",
    "entity.name.module",
    "entity.name.package",
    "entity.other.inherited-class",
    "support.type",
    "support.class",
    "storage.type.primitive",
    "storage.type.java",
    "storage.type.generic",
    "storage.type.object",
    "storage.modifier.import",
    "storage.modifier.package",
  ],
  variable: ["variable", "variable.other.normal", "punctuation.definition.variable", "entity.name.variable"],
  property: [
    "variable.other.property",
    "variable.other.object.property",
    "variable.object.property",
    "meta.object-literal.key",
    "meta.property-name",
    "support.type.property-name",
    "support.type.vendored.property-name",
    "support.variable.property",
    "entity.name.tag.yaml",
    "keyword.other.definition.ini",
    "support.dictionary",
  ],
  tag: [
    "entity.name.tag",
    "punctuation.definition.tag",
    "support.class.component",
    "entity.other.attribute-name.class",
    "entity.other.attribute-name.id",
  ],
  attribute: [
    "entity.other.attribute-name",
    "entity.name.function.decorator",
    "punctuation.definition.decorator",
    "punctuation.decorator",
    "storage.type.annotation",
    "meta.attribute",
  ],
  heading: [
    "markup.heading",
    "entity.name.section",
    "punctuation.definition.heading",
    "meta.diff.header",
    "meta.diff.index",
  ],
  inserted: ["markup.inserted", "punctuation.definition.inserted"],
  deleted: ["markup.deleted", "punctuation.definition.deleted"],
};

/** Marks what is no colour, but stands in the place of one. */
const mark = "kind:";

/** A theme whose colours are kinds. */
export const theme: {
  readonly name: string;
  readonly settings: { readonly scope?: string[]; readonly settings: { readonly foreground: string } }[];
} = {
  name: "headwater",
  settings: [
    { settings: { foreground: `${mark}plain` } },
    ...Object.entries(scopes).map(([kind, scope]) => ({ scope: [...scope], settings: { foreground: mark + kind } })),
  ],
};

/** The kind that a pseudo colour stands for. */
export function kindOf(color: string | undefined): TokenKind | undefined {
  const kind = color?.slice(mark.length) as TokenKind | "plain" | "" | undefined;
  return kind && kind !== "plain" ? kind : undefined;
}
