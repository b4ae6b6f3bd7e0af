import { charBefore, isBlank } from "../characters.js";
import { addLink } from "./angle.js";
import type { Reader } from "./reader.js";

/** Characters of an address; a longer one is text. */
const longestAddress = 2_048;
const longestLocal = 255;
const wordEnd = /[\s<]/g;
const wordEndInBrackets = /[\s<[\]]/g;
const domain = /[\w-]{1,255}(?:\.[\w-]{1,255}){1,32}/y;
const local = /[a-zA-Z0-9.+_-]/;
const schemes = ["https", "http", "ftp"];
const emailDomain = /[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}/y;

/** Takes the punctuation off the end of an address, as GFM has it. One pass. */
function trimAddress(found: string): string {
  let end = found.length;
  let balance = 0;
  for (const char of found) balance += char === "(" ? 1 : char === ")" ? -1 : 0;
  while (end > 0) {
    const char = found[end - 1]!;
    if (char === ")") {
      if (balance >= 0) break;
      balance++;
      end--;
    } else if (char === ";") {
      let start = end - 1;
      while (start > 0 && /[a-zA-Z0-9]/.test(found[start - 1]!)) start--;
      end = start < end - 1 && found[start - 1] === "&" ? start - 1 : end - 1;
    } else if ("?!.,:*_~'\"".includes(char)) end--;
    else break;
  }
  return found.slice(0, end);
}

function find({ text, at }: Reader, pattern: RegExp): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}

/** Where the word ends that the place stands in; looked for once. In brackets it ends with them: they may be a link. */
function endOfWord(reader: Reader, isInBrackets: boolean): number {
  if (isInBrackets) {
    if (reader.wordEndInBrackets <= reader.at) reader.wordEndInBrackets = find(reader, wordEndInBrackets);
    return reader.wordEndInBrackets;
  }
  if (reader.wordEnd <= reader.at) reader.wordEnd = find(reader, wordEnd);
  return reader.wordEnd;
}

/** The address at the place, whose host must have a dot and no `_` in its last two parts. `""`: none. */
function readAddress(reader: Reader, from: number, isInBrackets: boolean): string {
  const end = endOfWord(reader, isInBrackets);
  if (end - reader.at > longestAddress) return "";
  // More of it may come.
  if (end === reader.text.length) reader.isUnsettled = true;
  domain.lastIndex = from;
  const host = domain.exec(reader.text)?.[0];
  if (host === undefined) return "";
  if (
    host
      .split(".")
      .slice(-2)
      .some((part) => part.includes("_"))
  )
    return "";
  const address = trimAddress(reader.text.slice(reader.at, end));
  return address.length > from - reader.at ? address : "";
}

/** `www.` at a place where an address may begin. */
export function readWww(reader: Reader, isInBrackets: boolean): boolean {
  const { text, at, options } = reader;
  const previous = at > 0 ? charBefore(text, at) : options.before;
  if (!(isBlank(previous) || "*_~(".includes(previous))) return false;
  const address = readAddress(reader, at, isInBrackets);
  if (!address) return false;
  addLink(reader, `http://${address}`, address);
  reader.at += address.length;
  return true;
}

/** The last text, when what stands before the place is in it as it is in the source. */
function takeBack(reader: Reader, length: number): void {
  const { last } = reader.root;
  if (last) last.text = last.text.slice(0, last.text.length - length);
  reader.at -= length;
}

function isBackInText({ isCut, plainFrom, at }: Reader, length: number): boolean {
  return !isCut && at - length >= plainFrom;
}

/** `://` after a scheme that was read as text already. */
export function readScheme(reader: Reader, isInBrackets: boolean): boolean {
  const { text, at, options } = reader;
  if (!text.startsWith("://", at)) return false;
  const scheme = schemes.find((name) => text.slice(Math.max(at - name.length, 0), at).toLowerCase() === name);
  if (scheme === undefined || !isBackInText(reader, scheme.length)) return false;
  const start = at - scheme.length;
  if (/[a-zA-Z0-9]/.test(start > 0 ? charBefore(text, start) : options.before)) return false;
  reader.at = start;
  const address = readAddress(reader, at + 3, isInBrackets);
  reader.at = at;
  if (!address) return false;
  takeBack(reader, scheme.length);
  addLink(reader, address, address);
  reader.at = start + address.length;
  return true;
}

/** `@` after the name of somebody that was read as text already. */
export function readEmail(reader: Reader): boolean {
  const { text, at, options } = reader;
  let start = at;
  while (start > 0 && at - start <= longestLocal && local.test(text[start - 1]!)) start--;
  const length = at - start;
  if (length === 0 || length > longestLocal || !isBackInText(reader, length)) return false;
  if (start === 0 && local.test(options.before)) return false;
  emailDomain.lastIndex = at + 1;
  const found = emailDomain.exec(text)?.[0] ?? "";
  if (at + 1 + found.length === text.length) reader.isUnsettled = true;
  const host = found.replace(/\.$/, "");
  if (!host.includes(".") || /[-_.]$/.test(host) || host.includes("..")) return false;
  const address = text.slice(start, at) + "@" + host;
  takeBack(reader, length);
  addLink(reader, `mailto:${address}`, address);
  reader.at = start + address.length;
  return true;
}
