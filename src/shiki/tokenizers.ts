import { createShikiPrimitive, getLastGrammarState, tokenizeWithTheme } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import type { GrammarState, LanguageRegistration, RegexEngine, ThemedToken } from "shiki/types";
import type { LineTokenizer, Token } from "../components/markdown/tokens.js";
import { workInSlices } from "../components/markdown/time-budget.js";
import type { ShikiGrammar } from "./language.js";
import { kindOf, theme } from "./theme.js";

/** Neighbours of one kind are one token, and spaces belong to a neighbour: every token is an element of the page. */
function join(tokens: readonly ThemedToken[]): Token[] {
  const joined: { text: string; kind: Token["kind"] }[] = [];
  for (const { content, color } of tokens) {
    const last = joined.at(-1);
    const kind = kindOf(color);
    if (!last || (last.kind !== kind && content.trim() && last.text.trim())) joined.push({ text: content, kind });
    else {
      if (content.trim()) last.kind = kind;
      last.text += content;
    }
  }
  return joined;
}

/** Every regular expression of a grammar. */
function* patternsOf(rule: object): Generator<string> {
  for (const [key, value] of Object.entries(rule) as [string, unknown][]) {
    if (typeof value === "object" && value !== null) yield* patternsOf(value);
    else if (typeof value === "string" && /^(?:match|begin|end|while)$/.test(key)) yield value;
  }
}

/**
 * The engine translates each expression at its first use, and remembers it: all at once, with the first line, the page would stand
 * still.
 */
function* translations(engine: RegexEngine, grammar: ShikiGrammar): Generator<() => void> {
  for (const pattern of new Set(patternsOf(grammar))) {
    yield () => engine.createScanner([pattern]).findNextMatchSync("", 0, 0);
  }
}

/** Makes tokenizers of grammars. */
export function createTokenizers(
  lineTimeLimit: number,
): (grammars: readonly ShikiGrammar[]) => Promise<LineTokenizer | undefined> {
  const engine = createJavaScriptRegexEngine({ forgiving: true });
  const shiki = createShikiPrimitive({ engine, themes: [theme], langs: [], warnings: false });
  return async (grammars) => {
    // Those that it embeds come before it.
    const own = grammars.at(-1);
    if (!own) return undefined;
    await workInSlices(translations(engine, own));
    shiki.loadLanguageSync(grammars as LanguageRegistration[]);
    // Kept: when another language is loaded, one that can embed it is made anew, and would not know the states of its old self.
    const grammar = shiki.getLanguage(own.name);
    const { theme: ready, colorMap } = shiki.setTheme(theme.name);
    return (line, state) => {
      const lines = tokenizeWithTheme(line, grammar, ready, colorMap, {
        tokenizeTimeLimit: lineTimeLimit,
        ...(state !== undefined && { grammarState: state as GrammarState }),
      });
      return { tokens: join(lines[0]!), state: getLastGrammarState(shiki, lines) };
    };
  };
}
