import { clobberedNames } from "../payloads/attributes.js";
import type { Act } from "./types.js";

/** Where a link may lead. */
const protocols = new Set(["http:", "https:", "mailto:", "tel:"]);
/** All that Markdown is made of. */
const elements = new Set(
  `a bdi blockquote br button code del div em h1 h2 h3 h4 h5 h6 hr img input li ol output p pre section small span strong sup
  table tbody td th thead tr ul`.split(/\s+/),
);
const attributes =
  /^(?:class|dir|href|title|target|rel|data-[\w-]+|aria-[\w-]+|role|tabindex|id|value|start|type|checked|disabled|readonly|scope|alt|src|referrerpolicy|loading|decoding)$/;
/** Ids as React makes them, with what they are for. */
const ownId = /^[_:\u00AB]\w+[_:\u00BB]-(?:note|reference)-\d+$/;
const inlinePicture = /^data:image\/(?:png|jpeg|gif|webp|avif)[;,]/i;

const acts: Act[] = [];
/** Addresses of pictures that somebody asked for, by their buttons. */
export const asked: Set<string> = new Set();
let clicks = 0;

/** The payload that an element belongs to. */
export function payloadOf(element: Element): string {
  return element.closest("[data-payload]")?.getAttribute("data-payload") ?? "";
}

function note(id: string, what: string): void {
  acts.push({ id, what });
}

export function takeActs(): readonly Act[] {
  return acts.splice(0);
}

export function takeClicks(): number {
  const count = clicks;
  clicks = 0;
  return count;
}

function faultsOfLink(link: HTMLAnchorElement): string | undefined {
  const href = link.getAttribute("href");
  if (href === null) return undefined;
  if (!protocols.has(link.protocol)) return `link to ${link.protocol}`;
  if (link.username || link.password) return "link with a name in its address";
  // Between a note and the text.
  if (link.closest(".hw-md-reference") || link.matches(".hw-md-back")) {
    return ownId.test(decodeURIComponent(href.slice(1))) ? undefined : `note at ${href}`;
  }
  if (link.rel !== "noopener noreferrer nofollow" || link.target !== "_blank") return "link that keeps its opener";
  const told = link.dataset["host"];
  const isWeb = /^https?:/.test(href);
  if (isWeb && told !== link.host) return `link to ${link.host} that says ${told}`;
  if (!isWeb && /^https?:/.test(link.protocol) && (link.origin !== location.origin || told !== href)) {
    return `link to ${link.origin} that says ${told}`;
  }
  if (!link.title.startsWith(href)) return "link whose title hides its address";
  return undefined;
}

/** What is wrong with an element of Markdown. An allow-list: what nobody thought of is wrong. */
function faultsOf(element: Element): string[] {
  if (element.closest("svg.hw-icon")) return [];
  const faults: string[] = [];
  const { localName } = element;
  if (!elements.has(localName)) faults.push(`<${localName}>`);
  for (const { name, value } of element.attributes) {
    if (!attributes.test(name)) faults.push(`${localName}[${name}]`);
    if (name === "id" && !ownId.test(value)) faults.push(`id ${value}`);
    if (name === "src" && !inlinePicture.test(value) && !asked.has(value)) faults.push(`src ${value}`);
  }
  if (element instanceof HTMLAnchorElement) {
    const fault = faultsOfLink(element);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

function check(root: Node): void {
  if (!(root instanceof Element)) return;
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (!element.parentElement?.closest(".hw-md")) continue;
    for (const fault of faultsOf(element)) note(payloadOf(element), `markup: ${fault}`);
  }
}

/** Names of the page, and what they are before anything is shown. */
interface Surroundings {
  readonly globals: ReadonlySet<string>;
  readonly values: readonly unknown[];
  readonly style: string;
}

function valuesOf(view: Window): unknown[] {
  return clobberedNames.flatMap((name) => [
    (view as unknown as Record<string, unknown>)[name],
    (view.document as unknown as Record<string, unknown>)[name],
    name === "activeElement" ? null : view.document.getElementById(name),
  ]);
}

/** Depend on where the focus is, not on names. */
const restless = new Set([
  "activeElement",
  "event",
  "length",
  "frames",
  "scripts",
  "forms",
  "images",
  "links",
  "anchors",
]);

function survey(): Surroundings {
  const { position, display, backgroundImage } = getComputedStyle(document.querySelector("#sentinel")!);
  return {
    globals: new Set(Object.getOwnPropertyNames(window)),
    values: valuesOf(window),
    style: `${position} ${display} ${backgroundImage} ${getComputedStyle(document.body).backgroundImage}`,
  };
}

/** What of a document is called like something that scripts look for. */
export function clobberers(document: Document): readonly Element[] {
  const selector = clobberedNames.map((name) => `[id="${name}"],[name="${name}"]`).join();
  // By the prototype: the document's own may be hidden by a name.
  return [...Document.prototype.querySelectorAll.call(document, selector)];
}

/** What lies over the page. */
export function overlays(root: Element): readonly Element[] {
  return [...root.querySelectorAll("*")].filter((element) => getComputedStyle(element).position === "fixed");
}

/** By what they have: what stands in a frame is of other classes. */
function isElement(target: EventTarget): target is Element {
  return "localName" in target;
}

/** Notes clicks that lead where no link may lead. Those that lead away it ends, so that the page stays. */
export function watchClicks(target: EventTarget, noteAct: (what: string, from: Element) => void): () => void {
  const listen = (event: Event) => {
    const path = event.composedPath().filter(isElement);
    const offer = path.find((element) => element.matches(".hw-md-offer"));
    if (offer) asked.add(offer.getAttribute("title")!);
    const link = path.find(({ localName }) => localName === "a" || localName === "area");
    const address = link?.getAttribute("href") ?? link?.getAttribute("xlink:href") ?? "";
    if (!link || !URL.canParse(address, location.href)) return;
    clicks++;
    const { protocol } = new URL(address, location.href);
    if (!protocols.has(protocol)) noteAct(`link to ${protocol}`, link);
    // Others need not be seen through: browsers start programs for them, and some die of it.
    if (!/^(?:javascript|data):$/.test(protocol)) event.preventDefault();
  };
  // By the prototype: the target's own may be hidden by a name.
  const names = ["click", "auxclick"];
  for (const name of names) EventTarget.prototype.addEventListener.call(target, name, listen, true);
  return () => {
    for (const name of names) target.removeEventListener(name, listen, true);
  };
}

/** Who watches a part of the page. */
export interface StageWatch {
  /** Looks at what came and went. */
  readonly drain: () => void;
  /** Looks at all that is there. */
  readonly inspect: () => void;
  /** Lets clicks do what they do. */
  readonly release: () => void;
}

/** Watches a part of the page from now on. */
export function watchStage(stage: Element): StageWatch {
  window.acted = (id) => note(id, "script");
  const before = survey();
  const observer = new MutationObserver(() => drain());
  observer.observe(stage, { childList: true, subtree: true, attributes: true });

  /** What came and went since the last look. */
  function drain(records = observer.takeRecords()): void {
    const attributes = new Set<Element>();
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes") attributes.add(target as Element);
      for (const node of addedNodes) check(node);
    }
    for (const element of attributes) {
      if (!element.parentElement?.closest(".hw-md")) continue;
      for (const fault of faultsOf(element)) note(payloadOf(element), `markup: ${fault}`);
    }
  }

  function inspect(): void {
    drain();
    check(stage);
    for (const root of stage.querySelectorAll(".hw-md"))
      for (const element of overlays(root)) note(payloadOf(element), "overlay");
    const now = survey();
    for (const name of now.globals) if (!before.globals.has(name)) note("", `global ${name}`);
    for (const [index, value] of now.values.entries()) {
      const name = clobberedNames[Math.floor(index / 3)]!;
      if (!Object.is(value, before.values[index]) && !restless.has(name)) note("", `name ${name} of the page`);
    }
    if (now.style !== before.style) note("", `look of the page: ${now.style}`);
    if (Object.keys(Object.prototype).length > 0) note("", "prototype of all objects");
  }

  const onlyByMouse = (event: KeyboardEvent) => {
    const isNote = (event.target as Element).closest(".hw-md-reference, .hw-md-back") !== null;
    // Who goes through the page by keyboard would be sent back and forth between text and notes.
    if (event.key === "Enter" && isNote) event.preventDefault();
  };
  document.addEventListener("keydown", onlyByMouse, true);
  const release = watchClicks(document, (what, from) => note(payloadOf(from), what));
  document.addEventListener("submit", (event) => note(payloadOf(event.target as Element), "form sent"), true);
  window.addEventListener("error", ({ message }) => note("", `error: ${message}`));
  window.addEventListener("unhandledrejection", ({ reason }) => note("", `rejection: ${String(reason)}`));
  return { drain: () => drain(), inspect, release };
}
