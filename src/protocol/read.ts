/** A JSON object whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as a JSON object, or `undefined` for arrays, `null` and scalars. */
export function object(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** Member `key` of a JSON value, `undefined` for what has no members. */
export function get(value: unknown, key: string): unknown {
  return (value as JsonObject | null | undefined)?.[key];
}

/** Member `key` if it is a string. */
export function str(value: unknown, key: string): string | undefined {
  const member = get(value, key);
  return typeof member === "string" ? member : undefined;
}

/** Member `key` if it is a finite number. */
export function num(value: unknown, key: string): number | undefined {
  const member = get(value, key);
  return typeof member === "number" && Number.isFinite(member) ? member : undefined;
}

const none: readonly unknown[] = [];

/** Member `key` if it is an array, else an empty list. */
export function list(value: unknown, key: string): readonly unknown[] {
  const member = get(value, key);
  return Array.isArray(member) ? member : none;
}
