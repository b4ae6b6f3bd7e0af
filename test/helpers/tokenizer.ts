import type { LineTokenizer, Token } from "../../src/index.js";

/** Finds `let`, numbers, and comments from slash-star to star-slash, also over lines. It takes note of all that it is asked. */
export function createTestTokenizer(): { readonly tokenize: LineTokenizer; readonly read: string[] } {
  const read: string[] = [];
  const tokenize: LineTokenizer = (line, state) => {
    read.push(line);
    let isComment = state === "comment";
    const tokens: Token[] = [];
    for (const text of line.split(/(\/\*|\*\/|\blet\b|\d+)/).filter(Boolean)) {
      if (text === "/*") isComment = true;
      const kind = isComment ? "comment" : text === "let" ? "keyword" : /^\d+$/.test(text) ? "number" : undefined;
      tokens.push(kind ? { text, kind } : { text });
      if (text === "*/") isComment = false;
    }
    return { tokens, state: isComment ? "comment" : undefined };
  };
  return { tokenize, read };
}
