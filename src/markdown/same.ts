import type { Block } from "./block.js";

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Whether two values are built alike. For inlines, whose depth is bounded. What grows differs at its end, so that is first. */
function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    for (let index = a.length - 1; index >= 0; index--) if (!sameValue(a[index], b[index])) return false;
    return true;
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => sameValue(a[key], b[key]));
}

/** Whether the elements are the same, by identity. */
export function sameElements<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((element, index) => element === b[index]);
}

/** Whether two blocks look the same. What stands in them is compared by identity. */
export function sameBlock(a: Block, b: Block): boolean {
  if ("groups" in a && "groups" in b) {
    const { groups, ...rest } = a;
    const { groups: others, ...otherRest } = b;
    return sameElements(groups, others) && sameValue(rest, otherRest);
  }
  return sameValue(a, b);
}
