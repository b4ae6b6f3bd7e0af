import { useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import "../../../src/components/styles.css";
import { createChat } from "../../../src/core.js";
import { openaiChat } from "../../../src/adapters/index.js";
import {
  ChatPanel,
  Composer,
  ComposerAttachments,
  ComposerField,
  ComposerInput,
  ComposerSubmit,
  LiveStatus,
  RunControls,
  WindowedMessageList,
  Chat,
  type Message,
  type UploadFile,
} from "../../../src/index.js";
import { createMessage, messageText } from "../../../src/protocol/message.js";
import { listen } from "../../helpers/announcements.js";
import type { Manners } from "./types.js";

/** Messages `from` to `to`, of different lengths, question and answer in turn. */
function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from }, (_, offset) => {
    const number = from + offset;
    const words = Array.from({ length: 1 + (Math.abs(number) % 4) }, (__, line) =>
      `Line ${line} of message ${number}. ${"word ".repeat((Math.abs(number) * 37) % 60)}`.trim(),
    );
    return createMessage(`m${number}`, number % 2 === 0 ? "user" : "assistant", {
      parts: [{ type: "text", text: words.join("\n\n") }],
    });
  });
}

/** An upload as pages write it that want to know how far it is: `fetch` does not tell. */
const uploadTo =
  (address: string): UploadFile =>
  (file, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total));
      request.addEventListener("load", () => {
        if (request.status === 200) resolve({ fileId: request.responseText });
        else reject(new Error(request.statusText));
      });
      request.addEventListener("error", () => reject(new Error("The connection was lost.")));
      signal.addEventListener("abort", () => request.abort());
      request.open("POST", address);
      request.send(file);
    });

function ComposerWithFiles({ address }: { readonly address: string }) {
  const [upload] = useState(() => uploadTo(address));
  return (
    <Composer>
      <ComposerField>
        <ComposerAttachments upload={upload} />
        <ComposerInput />
        <ComposerSubmit />
      </ComposerField>
    </Composer>
  );
}

const root = createRoot(document.querySelector("#root")!);
let chat: ReturnType<typeof createChat>;
let watch: { tops: number[]; shift: number; stop: () => void };

const manners: Manners = {
  mount({ endpoint, history, list, older = 0, upload, imageOrigin }) {
    let first = 0;
    chat = createChat({ endpoint, adapter: openaiChat, messages: messages(0, history) });
    const onLoadOlder = () => {
      chat.prependMessages(messages(first - older, first));
      first -= older;
    };
    const more = older > 0 ? { onLoadOlder } : {};
    const composer = upload === undefined ? {} : { composer: <ComposerWithFiles address={upload} /> };
    const markdown = imageOrigin === undefined ? {} : { markdown: { imageOrigins: [imageOrigin] } };
    flushSync(() =>
      root.render(
        list === "MessageList" ? (
          <ChatPanel chat={chat} {...more} {...composer} {...markdown} />
        ) : (
          <Chat.Root chat={chat} {...markdown}>
            <WindowedMessageList {...more} />
            <RunControls restartOn={[]} showStop={false} />
            <Composer />
            <LiveStatus />
          </Chat.Root>
        ),
      ),
    );
    window.heard = listen(document.querySelector('[role="status"]')!);
  },
  send: (text) => void chat.send(text),
  lines: () => messageText(chat.store.getState().messages.at(-1)!).split("\n\n").length,
  watchLine(text) {
    const line = [...document.querySelectorAll("article p, article .hw-text")].find((each) =>
      each.textContent.startsWith(text),
    )!;
    let handle = 0;
    const observer = new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) watch.shift += (entry as PerformanceEntry & { value: number }).value;
    });
    observer.observe({ type: "layout-shift" });
    watch = {
      tops: [],
      shift: 0,
      stop: () => {
        observer.disconnect();
        cancelAnimationFrame(handle);
      },
    };
    const look = () => {
      handle = requestAnimationFrame(() => {
        // As it was painted: what a frame begins with may still be put right by observers of sizes.
        setTimeout(() => watch.tops.push(line.getBoundingClientRect().top));
        look();
      });
    };
    watch.tops.push(line.getBoundingClientRect().top);
    look();
  },
  lineTops() {
    watch.stop();
    return { tops: watch.tops, shift: watch.shift };
  },
};

window.manners = manners;
