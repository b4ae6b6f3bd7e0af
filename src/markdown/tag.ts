const nameStart = /[A-Za-z]/;
const name = /[A-Za-z0-9-]/;
const attributeStart = /[A-Za-z_:]/;
const attribute = /[A-Za-z0-9_:.-]/;
const blank = /\s/;
const noValue = /[\s"'=<>`]/;

/** The longest tag, in characters. */
const longest = 4_096;

/**
 * Reads an opening or closing HTML tag at `at`. One pass, without going back.
 * @returns where it ends; `"none"`: it is none; `"open"`: the text ends before it is known
 */
export function readTag(text: string, at: number): number | "none" | "open" {
  const limit = Math.min(text.length, at + longest);
  const outcome = limit < text.length ? "none" : "open";
  let end = at + 1;
  const skip = (pattern: RegExp): void => {
    while (end < limit && pattern.test(text[end]!)) end++;
  };
  const isClosing = text[end] === "/";
  if (isClosing) end++;
  if (end >= limit) return outcome;
  if (!nameStart.test(text[end]!)) return "none";
  skip(name);
  for (;;) {
    const gap = end;
    skip(blank);
    if (end >= limit) return outcome;
    const char = text[end]!;
    if (char === ">") return end + 1;
    if (isClosing) return "none";
    if (char === "/") {
      if (end + 1 >= limit) return outcome;
      return text[end + 1] === ">" ? end + 2 : "none";
    }
    if (end === gap || !attributeStart.test(char)) return "none";
    skip(attribute);
    const afterName = end;
    skip(blank);
    if (text[end] !== "=") {
      // The blanks belong to what follows.
      if (end < limit) end = afterName;
      continue;
    }
    end++;
    skip(blank);
    if (end >= limit) return outcome;
    const quote = text[end]!;
    if (quote === '"' || quote === "'") {
      end = text.indexOf(quote, end + 1) + 1;
      if (end === 0 || end > limit) return outcome;
    } else {
      if (noValue.test(quote)) return "none";
      while (end < limit && !noValue.test(text[end]!)) end++;
    }
  }
}
