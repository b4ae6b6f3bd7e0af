import { decodeEntity } from "../characters.js";
import { addText, match, type Reader } from "./reader.js";

const entity = /&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z][a-z\d]{1,31});/iy;
const unfinished = /&#?\w{0,32}$/y;

export function readEntity(reader: Reader): void {
  const { text, options } = reader;
  const found = match(reader, entity);
  const decoded = found && decodeEntity(found, options.named);
  if (decoded !== undefined) {
    addText(reader, decoded, found!.length);
    reader.plainFrom = reader.at;
  } else if (options.open && match(reader, unfinished)) reader.at = text.length;
  else addText(reader, "&");
}
