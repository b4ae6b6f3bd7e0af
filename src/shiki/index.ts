export type { ShikiHighlighterOptions } from "./find-tokenizer.js";
export { createShikiHighlighter } from "./highlighter.js";
export type { ShikiGrammar, ShikiLanguage } from "./language.js";
