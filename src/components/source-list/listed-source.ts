import type { Citation, Reference, Source } from "../../protocol/message.js";
import type { Labels } from "../label-types.js";
import { readAddress, type Address } from "../markdown/addresses.js";

/** Something that an answer rests on, however much is known of it: a `Source`, a `Citation` or a `Reference`. */
export interface ListedSource
  extends
    Partial<Omit<Source, "kind">>,
    Partial<Pick<Citation, "itemId" | "startSec" | "endSec" | "thumbnailUrl">>,
    Partial<Pick<Reference, "text" | "score" | "page">> {
  readonly kind: Citation["kind"];
}

/** Films and sounds that a browser plays from any second on. */
const media = /\.(?:mp4|m4v|webm|og[gv]|mov|mp3|m4a|wav)$/i;

/** Where a source can be opened: on the web alone. Relative addresses are names of files of the server. */
export function addressOf({ url = "", startSec, endSec }: ListedSource): Address | undefined {
  const address = readAddress(url);
  if (address?.origin === undefined) return undefined;
  const { href } = address;
  if (startSec === undefined || href.includes("#") || !media.test(new URL(href).pathname)) return address;
  return { ...address, href: `${href}#t=${startSec}${endSec === undefined ? "" : `,${endSec}`}` };
}

const words = /\s|\/|\.\w{1,5}$/;

/** Whether it says something to people: names of files and paths, which some servers have for ids. */
export function isName(text: string = ""): boolean {
  return words.test(text);
}

const kinds = {
  web: "kindWeb",
  file: "kindFile",
  video: "kindVideo",
  image: "kindImage",
  collection: "kindCollection",
} as const;

/** What the server calls a source that has no name for people. */
export function idOf({ fileId, itemId, id }: ListedSource): string | undefined {
  return fileId || itemId || id;
}

/** What a source is called: by what it is, where it has no name for people. */
export function nameOf(source: ListedSource, labels: Labels): string {
  const { title, url, kind } = source;
  const id = idOf(source);
  return title || url || (isName(id) && id) || labels[kinds[kind]];
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A stretch of a film as `0:12–0:34`; `""` where there is none. */
export function timesOf({ startSec, endSec }: ListedSource): string {
  if (startSec === undefined) return "";
  return endSec === undefined ? clock(startSec) : `${clock(startSec)}–${clock(endSec)}`;
}
