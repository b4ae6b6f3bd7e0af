import { createMarkdown, type MarkdownDocument } from "../../markdown/document.js";
import type { ExtensionSyntax } from "../../markdown/extension.js";
import type { Message, MessagePart } from "../../protocol/message.js";
import type { Labels } from "../labels.js";
import { sentencesOf } from "./sentences.js";
import { spokenBlocks, spokenText } from "./spoken-text.js";

/** What of a message is read aloud. */
export interface Speech {
  /**
   * What has become whole since the last time: sentences, those of one block together.
   *
   * @param isSettled nothing more will come: what is left is whole
   */
  readonly take: (message: Message, isSettled: boolean) => readonly string[];
  /** There is more that could be taken at once. */
  readonly isBehind: () => boolean;
}

/** How a text is read aloud. Taken when it begins. */
export interface SpeechOptions {
  readonly labels: Pick<Labels, "code" | "formula">;
  readonly extensions: readonly ExtensionSyntax[] | undefined;
}

/** Characters that are read at once: more would hold up the page. */
const slice = 16_384;

/** Reads one text that grows. */
function createTextSpeech({ labels, extensions }: SpeechOptions) {
  let document: MarkdownDocument;
  /** What of the text was read. */
  let read = "";
  /** What was spoken: so many whole blocks, and so many characters of the next. */
  let blocks = 0;
  let offset = 0;
  let spoken: string[] = [];
  /** What was spoken of a text that another took the place of. */
  let known = new Set<string>();

  function start(): void {
    document = createMarkdown(extensions ? { extensions } : {});
    known = new Set(spoken);
    spoken = [];
    read = "";
    blocks = offset = 0;
  }
  start();

  /** Whether there is more of it. */
  function feed(text: string, isWhole: boolean): boolean {
    if (!text.startsWith(read)) start();
    const next = text.slice(0, read.length + slice);
    document.append(next.slice(read.length));
    read = next;
    if (next.length < text.length) return true;
    if (isWhole) document.end();
    return false;
  }

  return (text: string, isWhole: boolean) => {
    const isBehind = feed(text, isWhole);
    const found = spokenBlocks(document.blocks());
    const pieces: string[] = [];
    for (; blocks < found.length; blocks++) {
      const block = found[blocks]!;
      const isOpen = blocks === found.length - 1 && (isBehind || !isWhole);
      const isProse = "runs" in block;
      if (isOpen && !isProse && block.type !== "code") break;
      const sentences = sentencesOf(spokenText(block, labels).slice(offset), isOpen && isProse);
      const piece = sentences.filter((sentence) => !known.has(sentence.trim())).join("");
      for (const sentence of sentences) spoken.push(sentence.trim());
      if (piece.trim()) pieces.push(piece.trim());
      offset += sentences.join("").length;
      if (isOpen) break;
      offset = 0;
    }
    return { pieces, isBehind };
  };
}

function textOf(part: MessagePart): string {
  if (part.type === "text" || part.type === "refusal") return part.text;
  return part.type === "item" && typeof part.value === "string" ? part.value : "";
}

/** Reads a message aloud as it grows: its visible text, part by part. */
export function createSpeech(options: SpeechOptions): Speech {
  let place = 0;
  let isBehind = false;
  let read = createTextSpeech(options);
  return {
    take({ parts }, isSettled) {
      const pieces: string[] = [];
      for (; place < parts.length; place++) {
        const isWhole = isSettled || place < parts.length - 1;
        const taken = read(textOf(parts[place]!), isWhole);
        pieces.push(...taken.pieces);
        ({ isBehind } = taken);
        if (isBehind || !isWhole) break;
        read = createTextSpeech(options);
      }
      return pieces;
    },
    isBehind: () => isBehind,
  };
}
