import type { ReactElement } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import "../../../src/components/styles.css";
import { createChat } from "../../../src/core.js";
import { ChatPanel, Markdown, type OpenedLink } from "../../../src/index.js";
import { createRandom } from "../../../src/testing/random.js";
import { runThrough } from "./control.js";
import { asked, takeActs, takeClicks, watchStage } from "./monitors.js";
import type { Extent, SafetyLab } from "./types.js";

const stage = document.querySelector("#stage")!;

/** A place for a text. */
interface Place extends Root {
  readonly element: HTMLElement;
}

let roots: Place[] = [];
const confirmations: OpenedLink[] = [];

function addRoot(id: string): Place {
  const element = document.createElement("section");
  element.dataset["payload"] = id;
  element.className = "headwater";
  stage.append(element);
  const place = Object.assign(createRoot(element), { element });
  roots.push(place);
  return place;
}

function render(root: Root, content: ReactElement): void {
  flushSync(() => root.render(content));
}

/** Ends of random pieces of a text. */
function* randomEnds(length: number, seed: number): Generator<number> {
  const random = createRandom(seed);
  // A long text in as many pieces as a short one.
  const longest = Math.max(12, length / 20);
  for (let end = 0; end < length;) {
    end = Math.min(length, end + 1 + Math.floor(random() * longest));
    yield end;
  }
}

/** Until nothing changes any more: what is much is read in slices, what is said in a batch waits for the next frame. */
async function settle(): Promise<void> {
  let changes = 1;
  const observer = new MutationObserver((records) => (changes += records.length));
  observer.observe(stage, { childList: true, subtree: true, characterData: true });
  while (changes > 0) {
    changes = 0;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
  observer.disconnect();
}

/** Measures what is shown, and takes it away. */
function takeExtent(): Extent {
  const all = [...stage.querySelectorAll(".hw-md *")];
  const depths = new Map<Element, number>();
  let deepest = 0;
  for (const element of all) {
    const depth = (depths.get(element.parentElement!) ?? 0) + 1;
    depths.set(element, depth);
    deepest = Math.max(deepest, depth);
  }
  const extent = { elements: all.length, depth: deepest, characters: stage.textContent.length };
  safety.clear();
  return extent;
}

const sheet = new CSSStyleSheet();
// Nothing is too big for the screen that the tests have.
sheet.replaceSync(`
  #stage { display: grid; grid-template-columns: repeat(4, 230px); gap: 8px }
  [data-payload]:not([hidden]) { overflow: hidden; contain: strict; block-size: 48px }
  .control > iframe { inline-size: 60px; block-size: 20px; border: 0 }
`);
document.adoptedStyleSheets = [sheet];

Object.assign(window, { safety: {} });
// Last: what stands above belongs to the page.
const { drain, inspect, release } = watchStage(stage);

const safety: SafetyLab = {
  async show(payloads, seed) {
    for (const [index, { id, text }] of payloads.entries()) {
      const root = addRoot(id);
      if (seed !== undefined) {
        for (const end of randomEnds(text.length, seed + index)) {
          render(root, <Markdown text={text.slice(0, end)} streaming />);
          drain();
        }
      }
      render(root, <Markdown text={text} />);
    }
    await settle();
  },
  async converse(ids, seed) {
    await Promise.all(
      ids.map(async (id, index) => {
        const chat = createChat({ endpoint: `/reply?id=${id}&seed=${seed + index}` });
        render(addRoot(id), <ChatPanel chat={chat} />);
        const answer = await chat.send("Hello");
        if (answer?.status !== "done") throw new Error(`The reply ${id} ended as ${answer?.status}.`);
      }),
    );
    await settle();
  },
  letThrough: (payloads) => runThrough(payloads),
  inspect,
  links: () =>
    [...stage.querySelectorAll("a[href]")].map((link) => {
      const { left, top, width, height } = link.getClientRects()[0] ?? link.getBoundingClientRect();
      return { x: left + Math.min(width / 2, 4), y: top + height / 2 };
    }),
  press() {
    for (const element of stage.querySelectorAll<HTMLElement>("a[href], button.hw-md-offer")) {
      for (const name of ["pointerover", "mouseover", "pointerdown", "mousedown", "pointerup", "mouseup"]) {
        element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
      }
      element.focus();
      element.click();
    }
  },
  takeActs,
  takeClicks,
  asked: () => [...asked],
  words(id) {
    const place = stage.querySelector(`[data-payload="${id}"]`)!;
    return place.textContent + Array.from(place.querySelectorAll("img"), ({ alt }) => alt).join(" ");
  },
  clear() {
    for (const root of roots) root.unmount();
    roots = [];
    stage.replaceChildren();
    drain();
  },
  arrange(text, { dir = "ltr", width, confirm, ...props } = {}) {
    const root = roots[0] ?? addRoot("");
    delete root.element.dataset["payload"];
    root.element.dir = dir;
    root.element.style.inlineSize = width === undefined ? "" : `${width}px`;
    const confirmLink = async (link: OpenedLink) => {
      confirmations.push(link);
      await new Promise((resolve) => setTimeout(resolve));
      if (confirm === "throw") throw new Error("Not confirmed");
      return confirm === "yes";
    };
    render(root, <Markdown text={text} {...props} {...(confirm && { confirmLink })} />);
  },
  release,
  takeConfirmations: () => confirmations.splice(0),
  measure(text) {
    render(addRoot("measured"), <Markdown text={text} />);
    return takeExtent();
  },
  async measureStream(text, pieces, characters) {
    const root = addRoot("measured");
    // Layout is that of the whole text; laid out with every slice it takes minutes.
    root.element.hidden = true;
    const step = Math.ceil(text.length / pieces);
    for (let end = step; end < text.length; end += step) render(root, <Markdown text={text.slice(0, end)} streaming />);
    render(root, <Markdown text={text} />);
    while (root.element.textContent.length !== characters) await new Promise((resolve) => setTimeout(resolve));
    return takeExtent();
  },
};

Object.assign(window.safety, safety);
