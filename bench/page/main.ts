/** What the harness drives from outside: `window.bench`. */
import { contender } from "contender";
import { writeAnswer, writeHistory } from "../lib/text.mjs";
import type { MarkdownView, Send } from "./contract.js";
import { changes, outline, watchChanges } from "./changes.js";
import { answerFetch } from "./one-task.js";

const root = document.getElementById("root")!;

interface LongTask {
  readonly start: number;
  readonly duration: number;
}

const longTasks: LongTask[] = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) longTasks.push({ start: startTime, duration });
}).observe({ type: "longtask", buffered: true });

/** Two frames on: what was asked for has been painted. */
const painted = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

/** One task of the page's own queue: timers would be slowed down, frames would set the pace. */
const { port1, port2 } = new MessageChannel();
const nextTask = () =>
  new Promise<void>((resolve) => {
    port1.addEventListener("message", () => resolve(), { once: true });
    port1.start();
    port2.postMessage(0);
  });

/** Whether the end of the page has this text. Reads text nodes backwards: the whole of a long answer takes too long. */
function endHas(marker: string): boolean {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let node: Node | null = root;
  while (node.lastChild) node = node.lastChild;
  walker.currentNode = node;
  let seen = node.nodeType === Node.TEXT_NODE ? node.nodeValue! : "";
  while (seen.length < 2000 && walker.previousNode()) seen = walker.currentNode.nodeValue! + seen;
  return seen.includes(marker);
}

let send: Send = () => {};
let started = 0;
let gaps: number[] | undefined;
let view: MarkdownView | undefined;

interface MountSettings {
  readonly urls: readonly string[];
  readonly history: number;
  readonly follow: boolean;
  readonly throttle?: number;
}

const api = {
  async mountChat({ history, ...settings }: MountSettings): Promise<void> {
    root.classList.toggle("many", settings.urls.length > 1);
    send = contender.chat!(root, { ...settings, history: writeHistory(history) });
    await painted();
  },
  /** Sends the question of each chat. */
  send(): void {
    started = performance.now();
    send();
  },
  /** Every `fetch` is answered with all events of an answer in one task, one chunk each. */
  answerFetch,
  /** Notes the time between frames, from now on. */
  watchFrames(): void {
    const times: number[] = [];
    gaps = times;
    let last = performance.now();
    const frame = (now: number) => {
      if (gaps !== times) return;
      times.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(frame);
    });
  },
  frameGaps(): readonly number[] {
    const seen = gaps ?? [];
    gaps = undefined;
    return seen;
  },
  /** Resolves when the markers are on the page, with the time in ms since the epoch. */
  shown(markers: readonly string[], limit: number): Promise<number | undefined> {
    const all = () => {
      const [first] = markers;
      if (first !== undefined && markers.length === 1) return endHas(first);
      const text = root.textContent;
      return markers.every((marker) => text.includes(marker));
    };
    return new Promise((resolve) => {
      const finish = (time: number | undefined) => {
        observer.disconnect();
        clearTimeout(timer);
        resolve(time);
      };
      const look = () => {
        if (all()) finish(performance.timeOrigin + performance.now());
      };
      const observer = new MutationObserver(look);
      const timer = setTimeout(finish, limit, undefined);
      observer.observe(root, { childList: true, characterData: true, subtree: true });
      look();
    });
  },
  painted,
  longTasks(): readonly number[] {
    return longTasks.filter(({ start }) => start >= started).map(({ duration }) => duration);
  },
  /** Which markers the page shows, in its order. */
  markers(letter: string): readonly number[] {
    return Array.from(root.textContent.matchAll(new RegExp(`${letter}(\\d+)e`, "g")), ([, number]) => Number(number));
  },
  countNodes(): number {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    let count = 0;
    while (walker.nextNode()) count++;
    return count;
  },

  openMarkdown(): void {
    view = contender.markdown!(root);
  },
  /**
   * Shows a text piece by piece. After each piece the style and the layout are brought up to date, as a frame would, and two tasks
   * pass, in which renderers do what they have put off. Resolves with how many pieces were shown within the limit (ms), and the
   * longest of them, in ms.
   */
  async showPieces(
    pieces: readonly string[],
    before: string,
    limit: number,
  ): Promise<{ shown: number; worst: number }> {
    const end = performance.now() + limit;
    let text = before;
    let worst = 0;
    let shown = 0;
    for (const piece of pieces) {
      const start = performance.now();
      if (start > end) break;
      text += piece;
      view!.show(text, piece);
      void root.offsetHeight;
      worst = Math.max(worst, performance.now() - start);
      shown++;
      await nextTask();
      await nextTask();
    }
    return { shown, worst };
  },
  async endMarkdown(text: string): Promise<void> {
    view!.end(text);
    await painted();
  },
  /** Counts what happens to the page, from now on. */
  watchChanges,
  changes: () => changes,
  outline: () => outline(root),
  writeAnswer,
};

declare global {
  interface Window {
    bench: typeof api;
  }
}

window.bench = api;
