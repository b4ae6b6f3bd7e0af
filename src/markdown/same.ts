import type { Block } from "./block.js";
import type { Inline } from "./inline.js";

/** Whether two values are built alike. For inlines, whose depth is bounded. */
function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  const entries = Object.entries(a);
  const others = new Map(Object.entries(b));
  return entries.length === others.size && entries.every(([key, value]) => sameValue(value, others.get(key)));
}

export function sameInlines(a: readonly Inline[], b: readonly Inline[]): boolean {
  return sameValue(a, b);
}

/** Whether the elements are the same, by identity. */
export function sameElements<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((element, index) => element === b[index]);
}

/** Whether two blocks look the same. What stands in them is compared by identity. */
export function sameBlock(a: Block, b: Block): boolean {
  const others = new Map<string, unknown>(Object.entries(b));
  const entries = Object.entries(a);
  return (
    entries.length === others.size &&
    entries.every(([key, value]) => {
      const other = others.get(key);
      if (key !== "groups") return sameValue(value, other);
      return Array.isArray(value) && Array.isArray(other) && sameElements(value, other);
    })
  );
}
