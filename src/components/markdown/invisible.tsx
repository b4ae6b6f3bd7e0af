import type { ReactNode } from "react";

/**
 * Characters that show nothing or turn the order of their neighbours: bidirectional controls, zero-width characters, fillers and
 * tags. Not the joiners that emoji and the scripts of Arabic and India are written with, nor the tags of a flag.
 */
const pattern =
  "[\\u00AD\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB]" +
  "|(?<![\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}" +
  "\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Mongolian}" +
  "\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])[\\u200C\\u200D]" +
  "|(?<!\\u{1F3F4}[\\u{E0020}-\\u{E007F}]{0,6})[\\u{E0000}-\\u{E007F}]";
const one = new RegExp(pattern, "u");
const all = new RegExp(`(${pattern})`, "gu");

/** U+202E and so on. */
function nameOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The text with each invisible character replaced by its name, each in a mark: what stands there is what is read. */
export function visible(text: string): ReactNode {
  if (!one.test(text)) return text;
  // Every second piece is such a character. Places are identities in a text that only grows.
  return text.split(all).map((piece, index) =>
    index % 2 === 1 ? (
      // oxlint-disable-next-line react/no-array-index-key -- see above
      <span key={index} className="hw-md-invisible">
        {nameOf(piece)}
      </span>
    ) : (
      piece
    ),
  );
}

/** The same as words alone, for attributes. */
export function visibleWords(text: string): string {
  return text.replace(all, (character) => `[${nameOf(character)}]`);
}

/** The same for addresses, in the way of addresses. */
export function escapeInvisible(address: string): string {
  return address.replace(all, encodeURIComponent);
}
