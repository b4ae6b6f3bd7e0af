import type { LineTokenizer } from "../components/markdown/tokens.js";
import type { ShikiLanguage } from "./language.js";
import type { createTokenizers } from "./tokenizers.js";

/** Options of `createShikiHighlighter`. */
export interface ShikiHighlighterOptions {
  /**
   * Languages by the words that stand after the fence, in lower case, aliases included: `bundledLanguages` of `shiki/bundle/web`, or
   * `{ ts: () => import("shiki/langs/typescript.mjs") }`.
   * @defaultValue all of Shiki, each loaded when it is met
   */
  readonly languages?: Readonly<Record<string, ShikiLanguage>> | undefined;
  /**
   * After how many milliseconds the rest of a line stays as it is.
   * @defaultValue 500
   */
  readonly lineTimeLimit?: number | undefined;
}

/** Finds languages by their names, and loads them once. */
export function createFindTokenizer(
  options: ShikiHighlighterOptions,
): (language: string) => Promise<LineTokenizer | undefined> {
  const { lineTimeLimit = 500 } = options;
  /** Aliases of a language share its loader. */
  const loading = new Map<ShikiLanguage, Promise<LineTokenizer | undefined>>();
  let make: ReturnType<typeof createTokenizers> | undefined;

  async function load(language: ShikiLanguage): Promise<LineTokenizer | undefined> {
    const [{ createTokenizers }, { default: grammars }] = await Promise.all([import("./tokenizers.js"), language()]);
    make ??= createTokenizers(lineTimeLimit);
    return make(grammars);
  }

  return async (name) => {
    const languages = options.languages ?? (await import("shiki/langs")).bundledLanguages;
    // What stands behind the name is for other readers: `js{1,3}`, `rust,ignore`, `ts:src/a.ts`.
    const [key] = /^[^\s{,:=]*/.exec(name.toLowerCase())!;
    const language = Object.hasOwn(languages, key) ? (languages as Record<string, ShikiLanguage>)[key] : undefined;
    if (!language) return undefined;
    let tokenize = loading.get(language);
    if (!tokenize) {
      loading.set(language, (tokenize = load(language)));
      tokenize.catch(() => loading.delete(language));
    }
    return tokenize;
  };
}
