import { readTag } from "../tag.js";
import { append, createPiece, type Template } from "./piece.js";
import { add, addText, longestSpan, match, type Reader } from "./reader.js";

const uri = /<[A-Za-z][A-Za-z\d.+-]{1,31}:[^<>\s\p{Cc}]{0,2048}>/uy;
const email =
  /<[\w.!#$%&'*+/=?^`{|}~-]{1,255}@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?){0,32}>/iy;
const unfinishedAddress = /<(?:[A-Za-z][A-Za-z\d.+-]*(?::[^<>\s\p{Cc}]*)?|[^\s<>@]*@[^\s<>]*)?$/uy;
/** Characters at the end of an open text in which an address may still be arriving. */
const longestUnfinished = 512;

/** An address that is its own text, and the place after it. */
export function addAddress(reader: Reader, url: string, text: string, end: number, isPending: boolean = false): void {
  const template: Template = { type: "link", url, title: undefined, children: [], ...(isPending && { pending: true }) };
  const piece = add(reader, end, template, text);
  append(piece, createPiece(text));
  piece.height = 1;
}

/** How comments, instructions, CDATA and declarations begin and end. */
const declarations = [
  { start: "<!--", end: "-->" },
  { start: "<?", end: "?>" },
  { start: "<![CDATA[", end: "]]>" },
  { start: "<!", end: ">" },
] as const;

/** Reads what begins with `<`: an address, HTML as text. */
export function createAngles(reader: Reader): () => void {
  const { text, options } = reader;
  /** The next end of each kind of declaration, so that nobody looks for it twice. */
  const ends = new Map<string, number>();

  function nextEnd(end: string, from: number): number {
    const known = ends.get(end) ?? -1;
    if (known >= from) return known;
    const found = text.indexOf(end, from);
    const place = found < 0 ? Number.POSITIVE_INFINITY : found;
    ends.set(end, place);
    return place;
  }

  /** The end of a declaration; `"open"`: it has not come yet. */
  function readDeclaration(at: number): number | "none" | "open" {
    if (text.startsWith("<!-->", at)) return at + 5;
    if (text.startsWith("<!--->", at)) return at + 6;
    const kind = declarations.find(({ start }) => text.startsWith(start, at));
    if (!kind) return text.length - at < 9 && "<![CDATA[".startsWith(text.slice(at)) ? "open" : "none";
    if (kind.start === "<!" && !/[A-Za-z]/.test(text[at + 2] ?? "a")) {
      return text.length - at < 9 && /^<!(?:-|\[C?D?A?T?A?)$/.test(text.slice(at)) ? "open" : "none";
    }
    const found = nextEnd(kind.end, at + kind.start.length);
    if (found - at <= longestSpan) return found + kind.end.length;
    return found === Number.POSITIVE_INFINITY && text.length - at <= longestSpan ? "open" : "none";
  }

  return () => {
    const { at } = reader;
    const mail = match(reader, email);
    const found = mail ?? match(reader, uri);
    if (found !== undefined) {
      const address = found.slice(1, -1);
      addAddress(reader, (mail === undefined ? "" : "mailto:") + address, address, at + found.length);
      return;
    }
    const next = text[at + 1];
    const html = next === "!" || next === "?" ? readDeclaration(at) : readTag(text, at);
    if (typeof html === "number") {
      add(reader, html, { type: "html", text: text.slice(at, html) });
      return;
    }
    const rest = options.open && text.length - at <= longestUnfinished && match(reader, unfinishedAddress);
    if (rest && /[:@]/.test(rest)) addAddress(reader, "", rest.slice(1), text.length, true);
    else if (rest) reader.at = text.length;
    else {
      reader.isUnsettled ||= options.open && html === "open";
      addText(reader, "<");
    }
  };
}
