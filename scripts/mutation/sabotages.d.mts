/** A change that some test must notice. */
export interface Sabotage {
  readonly name: string;
  readonly file: string;
  /** Global; matches in the file exactly once. */
  readonly find: RegExp;
  readonly replace: string;
}

/** Sabotages that must never go unseen. */
export const sabotages: readonly Sabotage[];

/**
 * The sabotaged code.
 *
 * @throws Error when the code to change is not there exactly once
 */
export function sabotage(chosen: Sabotage, code: string): string;
