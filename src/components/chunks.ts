/** Some neighbours of a list. They keep their identity while the list grows at its end, or loses some at its beginning. */
export interface Chunk<T> {
  /** Place among all chunks there ever were, from 0. */
  readonly index: number;
  readonly entries: readonly T[];
}

function isPart<T>(entries: readonly T[], list: readonly T[], from: number, to: number): boolean {
  return entries.length === to - from && entries.every((entry, index) => entry === list[from + index]);
}

/**
 * Cuts a list into chunks, again and again as it grows.
 *
 * @param size entries per chunk
 * @returns gives the chunks of a list, of which `dropped` entries at the beginning are gone
 */
export function createChunks<T>(size: number): (list: readonly T[], dropped?: number) => readonly Chunk<T>[] {
  let known = new Map<number, Chunk<T>>();
  return (list, dropped = 0) => {
    const next = new Map<number, Chunk<T>>();
    const end = dropped + list.length;
    for (let index = Math.floor(dropped / size); index * size < end; index++) {
      const from = Math.max(index * size - dropped, 0);
      const to = Math.min((index + 1) * size - dropped, list.length);
      const old = known.get(index);
      next.set(index, old && isPart(old.entries, list, from, to) ? old : { index, entries: list.slice(from, to) });
    }
    known = next;
    return [...next.values()];
  };
}
