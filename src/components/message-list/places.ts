/** Where a list stands among all entries it ever had. */
export interface Place {
  /** Number of its first entry; falls when older ones are put before it, rises when some at its beginning go. */
  readonly first: number;
  /** Changes when a list takes the place of another that it shares nothing with at the beginning. */
  readonly list: number;
}

/** How many entries came (or, negative, went) at the beginning; `undefined` for another list. */
function addedBefore(old: readonly string[], ids: readonly string[]): number | undefined {
  const [before] = old;
  const [now] = ids;
  if (before === undefined || now === undefined) return undefined;
  if (before === now) return 0;
  const added = ids.indexOf(before);
  if (added > 0) return added;
  const removed = old.indexOf(now);
  return removed > 0 ? -removed : undefined;
}

/** Follows a list of ids through its changes. */
export function createPlaces(): (ids: readonly string[]) => Place {
  let known: readonly string[] = [];
  let place: Place = { first: 0, list: 0 };
  return (ids) => {
    if (ids !== known) {
      const added = addedBefore(known, ids);
      if (added === undefined) place = { first: 0, list: place.list + 1 };
      else if (added !== 0) place = { ...place, first: place.first - added };
      known = ids;
    }
    return place;
  };
}
