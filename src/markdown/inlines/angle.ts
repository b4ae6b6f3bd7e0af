import { maybeHtml, readTag } from "../tag.js";
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

/** How comments, instructions, CDATA and declarations begin, and how they end. */
const declaration = /<(?:!--|\?|!\[CDATA\[|![a-z])/iy;
const shortComment = /<!---?>/y;
const ends: Readonly<Record<string, string>> = { "<!--": "-->", "<?": "?>", "<![CDATA[": "]]>" };

/** Reads what begins with `<`: an address, HTML as text. */
export function createAngles(reader: Reader): () => void {
  const { text, options } = reader;
  /** The next end of each kind of declaration, so that nobody looks for it twice. */
  const known = new Map<string, number>();

  function readDeclaration(at: number): string | undefined {
    const start = match(reader, declaration);
    if (start === undefined) return undefined;
    const mark = ends[start] ?? ">";
    let end = known.get(mark) ?? 0;
    const from = at + start.length;
    if (end < from) {
      end = text.indexOf(mark, from);
      known.set(mark, end < 0 ? (end = Infinity) : end);
    }
    return end - at <= longestSpan ? text.slice(at, end + mark.length) : undefined;
  }

  return () => {
    const { at } = reader;
    const mail = match(reader, email);
    const found = mail ?? match(reader, uri);
    if (found) {
      const address = found.slice(1, -1);
      addAddress(reader, (mail ? "mailto:" : "") + address, address, at + found.length);
      return;
    }
    const html = match(reader, shortComment) ?? readDeclaration(at) ?? readTag(text, at);
    if (html) {
      add(reader, at + html.length, { type: "html", text: html });
      return;
    }
    const rest = options.open && text.length - at <= longestUnfinished && match(reader, unfinishedAddress);
    if (rest && /[:@]/.test(rest)) addAddress(reader, "", rest.slice(1), text.length, true);
    else if (rest) reader.at = text.length;
    else {
      reader.isUnsettled ||= options.open && maybeHtml(text, at);
      addText(reader, "<");
    }
  };
}
