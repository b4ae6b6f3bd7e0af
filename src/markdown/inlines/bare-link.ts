import { isBlank } from "../characters.js";
import { addAddress } from "./angle.js";
import { match, previousOf, type Reader } from "./reader.js";

/** Characters of an address; a longer one is text. */
const longestAddress = 2_048;
const longestLocal = 255;
/** Hosts have a dot, and no `_` in their last two parts. */
const host = /(?:[\w-]{1,255}\.){1,32}[\w-]{1,255}/y;
const badHost = /_[^.]*(?:\.[^.]*)?$/;
const local = /[\w.+-]/;
const emailHost = /@(?:[a-z\d][\w.-]{0,254})?/iy;

/** Takes the punctuation off the end of an address, as GFM has it. One pass. */
function trimAddress(found: string): string {
  let balance = 0;
  for (const char of found) balance += char === "(" ? 1 : char === ")" ? -1 : 0;
  let end = found.length;
  for (; end > 0; end--) {
    const char = found[end - 1]!;
    if (char === ")") {
      if (balance >= 0) break;
      balance++;
    } else if (char === ";") {
      let start = end - 1;
      while (/[a-z\d]/i.test(found[start - 1] ?? "")) start--;
      if (start < end - 1 && found[start - 1] === "&") end = start;
    } else if (!"?!.,:*_~'\"".includes(char)) break;
  }
  return found.slice(0, end);
}

/** Reads addresses without brackets in one text. */
export function createBareLinks(reader: Reader): {
  readonly readWww: (isInBrackets: boolean) => boolean;
  readonly readScheme: (isInBrackets: boolean) => boolean;
  readonly readEmail: () => boolean;
} {
  const { text } = reader;
  /** Where the word ends in which an address was looked for last, and where it ends in brackets: they may be a link. */
  const wordEnds = [0, 0];

  function wordEnd(isInBrackets: boolean): number {
    const kind = Number(isInBrackets);
    if (wordEnds[kind]! <= reader.at) {
      const pattern = isInBrackets ? /[\s<[\]]/g : /[\s<]/g;
      pattern.lastIndex = reader.at;
      wordEnds[kind] = pattern.exec(text)?.index ?? text.length;
    }
    return wordEnds[kind]!;
  }

  /** Adds the address that begins `back` characters before the place, in text, and has its host `skip` characters after it. */
  function readAddress(back: number, skip: number, prefix: string, isInBrackets: boolean): boolean {
    const { at } = reader;
    const end = wordEnd(isInBrackets);
    const start = at - back;
    if (end - start > longestAddress) return false;
    // More of it may come.
    if (end === text.length) reader.isUnsettled = true;
    host.lastIndex = at + skip;
    const found = host.exec(text)?.[0];
    if (found === undefined || badHost.test(found)) return false;
    const address = trimAddress(text.slice(start, end));
    if (address.length <= back + skip) return false;
    addFrom(start, prefix + address, address);
    return true;
  }

  /** Adds an address of which some was read as text already. */
  function addFrom(start: number, url: string, address: string): void {
    const { last } = reader.root;
    if (start < reader.at) last!.text = last!.text.slice(0, start - reader.at);
    addAddress(reader, url, address, start + address.length);
  }

  /** Whether what stands before the place is in the last text as it is in the source. */
  function isInText(start: number): boolean {
    return !reader.isCut && start >= reader.plainFrom;
  }

  return {
    /** `www.` at a place where an address may begin. */
    readWww(isInBrackets) {
      const previous = previousOf(reader, reader.at);
      return (isBlank(previous) || "*_~(".includes(previous)) && readAddress(0, 0, "http://", isInBrackets);
    },
    /** `://` after a scheme that was read as text already. */
    readScheme(isInBrackets) {
      const { at } = reader;
      const scheme = text.startsWith("://", at) && /(?:https?|ftp)$/i.exec(text.slice(Math.max(at - 5, 0), at))?.[0];
      if (!scheme || !isInText(at - scheme.length)) return false;
      if (/[a-z\d]/i.test(previousOf(reader, at - scheme.length))) return false;
      return readAddress(scheme.length, 3, "", isInBrackets);
    },
    /** `@` after the name of somebody that was read as text already. */
    readEmail() {
      const { at } = reader;
      let start = at;
      while (start > 0 && at - start <= longestLocal && local.test(text[start - 1]!)) start--;
      if (start === at || at - start > longestLocal || !isInText(start)) return false;
      if (start === 0 && local.test(reader.options.before)) return false;
      const found = match(reader, emailHost) ?? "";
      if (at + found.length === text.length) reader.isUnsettled = true;
      const end = found.replace(/\.$/, "");
      if (!end.includes(".") || /[-_.]$|\.\./.test(end)) return false;
      const address = text.slice(start, at) + end;
      addFrom(start, `mailto:${address}`, address);
      return true;
    },
  };
}
