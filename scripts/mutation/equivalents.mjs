/**
 * Mutants that no test can tell from the code, each with the reason why. The mutant is named by its text, so that the entry
 * goes stale, which fails, when the code changes.
 */
export const equivalents = [];
