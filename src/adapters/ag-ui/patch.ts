import { get, object, str, type JsonObject } from "../../protocol/read.js";

/** A copy of `node` with the change at `path`. Nothing is changed in place, so no prototype can be either. */
function edit(node: unknown, [key, ...rest]: readonly string[], op: string | undefined, value: unknown): unknown {
  if (key === undefined) return value;
  const isAt = (wanted: string) => op === wanted && rest.length === 0;
  if (Array.isArray(node)) {
    const items: unknown[] = [...node];
    const index = key === "-" ? items.length : Number(key);
    if (!(index <= items.length)) throw new RangeError(key);
    const changed = isAt("remove") ? [] : [edit(items[index], rest, op, value)];
    items.splice(index, isAt("add") ? 0 : 1, ...changed);
    return items;
  }
  // Throws for what has no members: then the patch does not apply.
  const { [key]: old, ...others } = object(node) as JsonObject;
  return isAt("remove") ? others : { ...object(node), [key]: edit(old, rest, op, value) };
}

/**
 * A document changed by a JSON Patch of `add`, `replace` and `remove`: all of it, or nothing.
 *
 * Source: RFC 6902.
 */
export function applyPatch(document: unknown, patch: readonly unknown[]): unknown {
  try {
    return patch.reduce((next, operation) => {
      const op = str(operation, "op");
      if (!/^(add|replace|remove)$/.test(op!)) throw new RangeError(op);
      const [, ...path] = str(operation, "path")!.split("/");
      const keys = path.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
      return edit(next, keys, op, get(operation, "value"));
    }, document);
  } catch {
    return document;
  }
}
