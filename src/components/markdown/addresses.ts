import { escapeInvisible } from "./invisible.js";

/** An address that is safe to open, and what it really is. */
export interface Address {
  /** As the browser reads it: without control characters, names and passwords. */
  readonly href: string;
  /** What the reader must know: the host (in Punycode), the mail address, the number; of relative addresses all of it. */
  readonly host: string;
  /** The origin of `http` and `https`. */
  readonly origin?: string;
}

/** More characters of text in a link than anybody compares. */
const longText = 2_048;
/** Names of hosts in a text; parts are bounded, so that a long word costs no more than a short one. */
const hostNames =
  /(?:[\p{L}\p{N}\p{M}_-]{1,63}[.\u3002])+\p{L}[\p{L}\p{N}\p{M}-]{1,62}|\d{1,3}(?:\.\d{1,3}){3}|(?<=:\/\/)[^\s/?#]{1,253}/gu;

function parse(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function webAddress(text: string): Address | undefined {
  const url = parse(text);
  if (!url?.host) return undefined;
  // Nobody writes a password into an answer, but names of banks are written there.
  if (text.includes("@")) url.username = url.password = "";
  return { href: url.href, host: url.host, origin: url.origin };
}

/**
 * What a link of a model may open: `http`, `https`, `mailto`, `tel` and addresses relative to the page; everything else is
 * text. Read as a browser reads it (WHATWG URL): control characters do not count, `\` is `/`, `//host` is another host, here by
 * `https`.
 *
 * @param text with its entities decoded
 */
export function readAddress(text: string): Address | undefined {
  const address = text.replace(/\p{Cc}/gu, "").trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]!.toLowerCase();
  if (scheme === "http" || scheme === "https") return webAddress(address);
  if (/^[\\/]{2}/.test(address)) return webAddress(`https:${address}`);
  if (scheme === "mailto" || scheme === "tel") {
    const url = parse(address);
    return url?.pathname ? { href: url.href, host: url.pathname } : undefined;
  }
  // What stands before a colon may be read as a scheme by someone.
  if (address === "" || /^[^/?#\\]*:/.test(address)) return undefined;
  const href = escapeInvisible(address);
  return { href, host: href };
}

/** Pictures that cannot run anything and ask nobody for anything. */
export const inlinePicture: RegExp = /^data:image\/(?:png|jpeg|gif|webp|avif)[;,]/i;

/** A picture of a model: `isInline` needs no request. */
export interface Picture {
  readonly src: string;
  readonly host: string;
  /** `"self"` for addresses relative to the page. */
  readonly origin: string;
  readonly isInline: boolean;
}

/** What a picture of a model may show. */
export function readPicture(text: string): Picture | undefined {
  const data = text.replace(/\p{Cc}/gu, "").trim();
  if (inlinePicture.test(data)) return { src: data, host: "", origin: "", isInline: true };
  const address = readAddress(text);
  if (!address || /^(?:mailto|tel):/i.test(address.href)) return undefined;
  return { src: address.href, host: address.host, origin: address.origin ?? "self", isInline: false };
}

/**
 * Whether pictures of an origin are loaded at once. An entry counts as a browser reads it: case, default port and Punycode do
 * not matter, but a path or anything else that is no part of an origin would promise what is not kept, so it allows nothing.
 *
 * @param origin of `readPicture`
 * @param allowed `https://images.example.com`, or `self`
 */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    if (entry === "self") return origin === "self";
    const url = parse(entry);
    return url?.origin === origin && url.href === `${origin}/`;
  });
}

function plainHost(host: string): string {
  return (parse(`https://${host}`)?.host ?? host).replace(/^www\./, "");
}

/** Whether the text of a link names a host that it does not lead to. */
export function namesAnotherHost(text: string, { host, origin }: Address): boolean {
  if (text.length > longText) return true;
  const words = escapeInvisible(text.normalize("NFKC")).trim();
  if (words.toLowerCase() === host.toLowerCase()) return false;
  const names = words.match(hostNames) ?? [];
  if (origin === undefined) return names.length > 0;
  const real = plainHost(host);
  return names.some((name) => plainHost(name) !== real);
}
