/** A JSON value as text; `"…"` for one nested too deep to be written. */
export function jsonText(value: unknown, indent: number = 0): string {
  try {
    return JSON.stringify(value, null, indent) ?? "";
  } catch {
    return "…";
  }
}
