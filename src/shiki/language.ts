/** A TextMate grammar as Shiki has it. */
export interface ShikiGrammar {
  readonly name: string;
  readonly scopeName: string;
}

/** Loads a grammar, after those that it embeds, as the modules of `@shikijs/langs` do. */
export type ShikiLanguage = () => Promise<{ readonly default: readonly ShikiGrammar[] }>;
