/** What Stryker says of one mutant. Lines and columns count from 1; the end is the first column that is not changed. */
export interface TestedMutant {
  readonly fileName: string;
  readonly location: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  readonly replacement: string;
  readonly mutatorName: string;
  readonly status: string;
  readonly statusReason?: string | undefined;
  readonly killedBy?: readonly string[] | undefined;
}

/** What tells one mutant from all others without a place that moves. */
export interface MutantText {
  readonly file: string;
  /** The line where it begins, without the blanks around it. */
  readonly line: string;
  readonly original: string;
  readonly replacement: string;
}

/** A tested mutant with the text it stands in. */
export interface Mutant extends MutantText {
  /** `file:line:column`, counted from 1. */
  readonly place: string;
  readonly mutator: string;
  readonly status: string;
  /** The tests that noticed it and what they said, as far as it is known. */
  readonly caughtBy: string;
}

/** The counts of one file. */
export interface Row {
  readonly file: string;
  readonly caught: number;
  /** Of these, by the time limit. */
  readonly timeouts: number;
  readonly equivalent: number;
  readonly survived: number;
}

/** Describes a mutant by the text of its file. */
export function describeMutant(mutant: TestedMutant, source: string): Mutant;

/**
 * Counts per file. A mutant on the list of equivalents counts for nothing; an entry that describes no survivor is stale.
 *
 * @throws Error for a mutant that was not tested
 */
export function score<T extends MutantText>(
  mutants: readonly Mutant[],
  equivalents: readonly T[],
): {
  readonly rows: readonly Row[];
  readonly survivors: readonly Mutant[];
  readonly stale: readonly { readonly entry: T; readonly why: string }[];
};

/** Caught of all that can be caught, in percent; 100 where there is nothing to catch. */
export function percent(rows: readonly Row[]): number;
