function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/**
 * Whether two values are built alike. What grows differs at its end, so that is first. Groups are compared by what is in them, by
 * identity, so the depth is bounded.
 * @param isEqual compares the elements of lists
 */
export function same(a: unknown, b: unknown, isEqual: (a: unknown, b: unknown) => boolean = same): boolean {
  if (a === b || !isObject(a) || !isObject(b)) return a === b;
  if (Array.isArray(a) && Array.isArray(b)) {
    let index = a.length === b.length ? a.length : -1;
    while (index > 0 && isEqual(a[index - 1], b[index - 1])) index--;
    return index === 0;
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => same(a[key], b[key], key === "groups" ? Object.is : undefined))
  );
}
