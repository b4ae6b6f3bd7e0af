const punctuation = /^[\p{P}\p{S}]/u;
const whitespace = /^\s/;

/** Blank, also the beginning and the end of the text. */
export function isBlank(char: string): boolean {
  return char === "" || whitespace.test(char);
}

export function isPunctuation(char: string): boolean {
  return punctuation.test(char);
}

/** The whole character that ends before `at`, also of two code units. */
export function charBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(Math.max(at - 1, 0), at);
}

export function charAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

const escapable = /\\([!-/:-@[-`{-~])|&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z][a-z\d]{1,31});/gi;

/** Takes the backslashes and entities out of a destination, a title or an info string. */
export function unescape(text: string, entity: (name: string) => string | undefined): string {
  if (!text.includes("\\") && !text.includes("&")) return text;
  return text.replace(
    escapable,
    (found, escaped: string | undefined) => escaped ?? decodeEntity(found, entity) ?? found,
  );
}

/** An entity with its `&` and `;` as the text it stands for. A number that no character has becomes U+FFFD. */
export function decodeEntity(found: string, named: (name: string) => string | undefined): string | undefined {
  if (found[1] !== "#") return named(found.slice(1, -1));
  const value = Number(found.slice(2, -1).replace(/^x/i, "0x"));
  return !value || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff) ? "\ufffd" : String.fromCodePoint(value);
}

/** Labels are compared without case and with single blanks. */
export function normalizeLabel(label: string): string {
  return label
    .trim()
    .replace(/[ \t\r\n]+/g, " ")
    .toLowerCase()
    .toUpperCase();
}

/** Matches a sticky expression at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
