import { decodeEntity } from "../characters.js";
import { addText, match, type Reader } from "./reader.js";

const entity = /&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});/y;
const unfinished = /^&(?:#[xX]?)?\w*$/;
const longest = 33;

export function readEntity(reader: Reader): void {
  const { text, at, options } = reader;
  const found = match(reader, entity);
  const decoded = found && decodeEntity(found, options.named);
  if (found && decoded !== undefined) {
    addText(reader, decoded, found.length);
    reader.plainFrom = reader.at;
  } else if (options.open && text.length - at <= longest && unfinished.test(text.slice(at))) reader.at = text.length;
  else addText(reader, "&");
}
