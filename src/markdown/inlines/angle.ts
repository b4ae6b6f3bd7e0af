import { readTag } from "../tag.js";
import { createPiece } from "./piece.js";
import { add, addText, longestSpan, match, type Reader } from "./reader.js";

const uri = /<[A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\s\p{Cc}]{0,2048}>/uy;
const email =
  /<[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,255}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?){0,32}>/y;
const unfinishedAddress = /^<(?:[A-Za-z][A-Za-z0-9.+-]*(?::[^<>\s\p{Cc}]*)?|[^\s<>@]*@[^\s<>]*)?$/u;
/** Characters at the end of an open text in which an address may still be arriving. */
const longestUnfinished = 512;

export function addLink(reader: Reader, url: string, label: string): void {
  const piece = add(reader, createPiece("link", label));
  piece.url = url;
  piece.height = 1;
  const text = createPiece("text", label);
  text.parent = piece;
  piece.first = piece.last = text;
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
      addLink(reader, (mail === undefined ? "" : "mailto:") + address, address);
      reader.at += found.length;
      return;
    }
    const next = text[at + 1];
    const html = next === "!" || next === "?" ? readDeclaration(at) : readTag(text, at);
    if (typeof html === "number") {
      add(reader, createPiece("html", text.slice(at, html)));
      reader.at = html;
      return;
    }
    if (options.open && text.length - at <= longestUnfinished) {
      const rest = text.slice(at);
      if (unfinishedAddress.test(rest)) {
        if (/[:@]/.test(rest)) {
          addLink(reader, "", rest.slice(1));
          reader.root.last!.pending = true;
        }
        reader.at = text.length;
        return;
      }
    }
    if (options.open && html === "open") reader.isUnsettled = true;
    addText(reader, "<");
  };
}
