import { createMarkdown } from "../../../src/markdown/document.js";
import { clobberers, overlays, payloadOf, watchClicks } from "./monitors.js";
import type { Act, LetThrough } from "./types.js";
import { unsafeHtml } from "./unsafe.js";

/** What a mouse and a keyboard make, without what they do. */
const events =
  "pointerover pointerenter pointermove pointerdown mouseover mouseenter mousemove mousedown mouseup dblclick contextmenu auxclick focusin keydown keyup beforeinput input change paste copy cut drop dragstart dragover wheel select".split(
    " ",
  );

type Named = (name: string) => string | undefined;

function htmlOf(text: string, named: Named): string {
  const document = createMarkdown({ named });
  document.append(text);
  document.end();
  return unsafeHtml(document.blocks());
}

/** Time for what loads to fail, and for what is clicked to happen, in ms. Some pages are never loaded. */
const patience = 120;
const longestLoad = 3_000;

function pause(time: number = patience): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/** Elements of a text that are pressed: the others say the same. */
const most = 24;

function pressAll(section: Element): void {
  for (const element of [...section.querySelectorAll<HTMLElement>("*")].slice(0, most)) {
    // By the prototype: names of the model may hide what an element has.
    const send = (event: Event) => EventTarget.prototype.dispatchEvent.call(element, event);
    for (const name of events) send(new Event(name));
    if ("focus" in element && typeof element.focus === "function") element.focus();
    send(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
}

/** Tame texts in a page together. */
const together = 25;

function pages(payloads: readonly LetThrough[]): (readonly LetThrough[])[] {
  const tame = payloads.filter(({ isTame }) => isTame);
  const groups = Array.from({ length: Math.ceil(tame.length / together) }, (_, index) =>
    tame.slice(index * together, (index + 1) * together),
  );
  return [...groups, ...payloads.filter(({ isTame }) => !isTame).map((payload) => [payload])];
}

function frameOf(payloads: readonly LetThrough[], named: Named): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  // All but what would end the tests.
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-modals");
  const sections = payloads.map(({ id, text }) => `<section data-payload="${id}">${htmlOf(text, named)}</section>`);
  frame.srcdoc = `<!DOCTYPE html>${sections.join("")}`;
  return frame;
}

/** Pages of their own, as they would be of somebody who lets everything through. */
export async function runThrough(payloads: readonly LetThrough[]): Promise<readonly Act[]> {
  const acts: Act[] = [];
  const note = (element: Element, what: string) => acts.push({ id: payloadOf(element), what });
  // As a chunk of its own, as the components have it.
  const { namedEntity } = await import("../../../src/markdown/entities.js");
  const frames = pages(payloads).map((page) => frameOf(page, namedEntity));
  const loaded = frames.map(
    (frame) => new Promise((resolve) => frame.addEventListener("load", resolve, { once: true })),
  );
  const place = document.createElement("div");
  place.className = "control";
  place.append(...frames);
  document.body.append(place);
  await Promise.race([Promise.all(loaded), pause(longestLoad)]);
  await pause();
  for (const { contentDocument } of frames) {
    // Some are elsewhere by now; who has seen the request knows.
    if (!contentDocument?.documentElement) continue;
    for (const element of overlays(contentDocument.documentElement)) note(element, "overlay");
    for (const element of clobberers(contentDocument)) note(element, "name");
    watchClicks(contentDocument, (what, from) => note(from, what));
    for (const section of contentDocument.documentElement.querySelectorAll("[data-payload]")) pressAll(section);
  }
  await pause();
  place.remove();
  return acts;
}
