import { StrictMode, useEffect, type ReactElement } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { ChatPanel, useChat, type Chat, type ChatOptions, type JsonLinesStreamOptions } from "../../../src/index.js";
import { Items } from "./items.js";
import { OwnChat } from "./own-chat.js";
import {
  createRecord,
  forget,
  itemsReportOf,
  loggingCallbacks,
  reportOf,
  watchChat,
  watchPlace,
  type PlaceRecord,
} from "./record.js";
import { liveThrough } from "./series.js";
import type { Lab, PlaceOptions } from "./types.js";

interface Place {
  readonly element: HTMLElement;
  readonly root: Root;
  readonly record: PlaceRecord;
  readonly observer: MutationObserver;
  readonly onChat: (chat: Chat) => void;
  options: PlaceOptions;
}

const places = new Map<string, Place>();

function placeOf(id: string): Place {
  const place = places.get(id);
  if (place === undefined) throw new Error(`There is no place ${id}.`);
  return place;
}

/** Tells which chat a panel has made for itself: what it shows while it is empty stands below its provider. */
function Probe({ onChat }: { readonly onChat: (chat: Chat) => void }): ReactElement {
  const chat = useChat();
  useEffect(() => onChat(chat), [chat, onChat]);
  return <p>Nothing yet</p>;
}

function contentOf({ options, record, onChat }: Place): ReactElement {
  const { kind, endpoint, whenBusy, idleTimeout, autoStart, limit } = options;
  const chatOptions: ChatOptions = { endpoint, whenBusy, idleTimeout, ...loggingCallbacks(record) };
  if (kind === "useChatStream") return <OwnChat options={chatOptions} onChat={onChat} />;
  if (kind === "ChatPanel") return <ChatPanel {...chatOptions} empty={<Probe onChat={onChat} />} />;
  const itemOptions: JsonLinesStreamOptions<unknown> = {
    url: endpoint,
    autoStart,
    limit,
    onFinish: () => record.callbacks.push("finish"),
    onError: ({ code }) => record.callbacks.push(`error ${code}`),
    onAbort: () => record.callbacks.push("abort"),
  };
  return (
    <Items
      options={itemOptions}
      onRender={({ items, count, dropped, status, error }) => {
        record.items = { items, count, dropped, status, error };
      }}
    />
  );
}

function render(place: Place): void {
  const content = contentOf(place);
  // Effects too have run when this returns, so that tests need not wait for them.
  flushSync(() => place.root.render(place.options.isStrict === true ? <StrictMode>{content}</StrictMode> : content));
}

const lab: Lab = {
  mount(id, options) {
    const element = document.createElement("div");
    element.dataset["place"] = id;
    document.body.append(element);
    const record = createRecord();
    const place = {
      element,
      root: createRoot(element),
      record,
      observer: watchPlace(record, element),
      onChat: (chat: Chat) => watchChat(record, chat),
      options,
    };
    places.set(id, place);
    render(place);
  },
  change(id, options) {
    const place = placeOf(id);
    place.options = { ...place.options, ...options };
    render(place);
  },
  unmount(id) {
    const { root, element, observer } = placeOf(id);
    observer.disconnect();
    root.unmount();
    element.remove();
  },
  call(id, name, text = "") {
    const { record } = placeOf(id);
    const chat = record.chat!;
    if (name === "abort") chat.abort();
    else if (name === "clear") chat.setMessages([]);
    else {
      void (name === "send" ? chat.send(text) : chat.restart()).then((answer) =>
        record.resolved.push(answer?.status ?? "nothing"),
      );
    }
  },
  report: (id) => reportOf(placeOf(id).record),
  items: (id) => itemsReportOf(placeOf(id).record),
  live: (runs) =>
    liveThrough(runs, { lab, recordOf: (id) => placeOf(id).record, optionsOf: (id) => placeOf(id).options }),
  forget: (id) => forget(placeOf(id).record),
};

window.lab = lab;
