/** Text of at most `limit` UTF-16 units; `…` at its end says that there is more. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Half a character would be shown as a broken one.
  return `${text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Whether it has keys that tell columns apart. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The beginning of a value as JSON. Reads no more of it than it writes, however long, wide or deep the value is.
 *
 * @param limit UTF-16 units
 * @param hidden keys of the value itself that are left out
 */
function shortJson(value: unknown, limit: number, hidden?: ReadonlySet<string>): string {
  let text = "";
  const write = (part: unknown, isOutermost: boolean) => {
    if (typeof part === "string") text += JSON.stringify(part.slice(0, limit));
    else if (Array.isArray(part)) {
      text += "[";
      for (let index = 0; index < part.length && text.length <= limit; index++) {
        if (index > 0) text += ", ";
        write(part[index], false);
      }
      text += "]";
    } else if (isRecord(part)) {
      const { toJSON } = part;
      if (typeof toJSON === "function") {
        write(String(toJSON.call(part)), false);
        return;
      }
      text += "{";
      let separator = "";
      for (const key in part) {
        if (text.length > limit) break;
        if (!Object.hasOwn(part, key) || (isOutermost && hidden?.has(key))) continue;
        text += `${separator}${JSON.stringify(key.slice(0, limit))}: `;
        separator = ", ";
        write(part[key], false);
      }
      text += "}";
    } else text += String(part);
  };
  write(value, true);
  return cut(text, limit);
}

/** What a cell says: texts as they are, all else as JSON; nothing for what is not there. */
export function valueText(value: unknown, limit: number): string {
  if (value === undefined) return "";
  return typeof value === "string" ? cut(value, limit) : shortJson(value, limit);
}

/** What of an item has no column of its own. */
export function restText(item: unknown, columns: ReadonlySet<string>, limit: number): string {
  if (!isRecord(item)) return "";
  const text = shortJson(item, limit, columns);
  return text === "{}" ? "" : text;
}
