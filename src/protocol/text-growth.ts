/** How the text of a part came about. */
export interface TextGrowth {
  /** Pieces of the text, shared by all versions of a part. */
  readonly deltas: readonly string[];
  /** How many of them make up this version. */
  readonly count: number;
}

const growths = new WeakMap<object, { readonly deltas: string[]; readonly count: number }>();

/**
 * Remembers that the text of `next` is that of `last` and `delta`: who shows it takes what is new, and need not look through all
 * of it for every token.
 */
export function rememberGrowth(last: object | undefined, next: object, delta: string): void {
  const known = last && growths.get(last);
  // Two ways on from one version do not mix.
  const deltas = known?.deltas.length === known?.count && known ? known.deltas : [];
  growths.set(next, { deltas, count: deltas.push(delta) });
}

/** How the text of a part came about, if it was put together here. The first piece of another `deltas` may not be its beginning. */
export function growthOf(part: object): TextGrowth | undefined {
  return growths.get(part);
}
