import { useCallback, useState } from "react";
import type { TimeOptions } from "../../src/index.js";

/** What the page is set to. Kept in the address, so that a link shows the same thing. */
export interface Settings {
  readonly tab: "chat" | "items" | "inspect";
  /** `<wire>/<name>` of a recording, or `relay`. */
  readonly chat: string;
  /** `<wire>/<name>` of a recording, or `endless`. */
  readonly items: string;
  /** Frames per second; 0 is as fast as possible. */
  readonly rate: number;
  /** Bytes per write; 0 is one frame. */
  readonly chunk: number;
  readonly fault: string;
  /** How many items to keep. */
  readonly limit: number;
  /** Seconds until a reply must have begun; 0 is for ever. */
  readonly firstByte: number;
  /** Seconds between two pieces of content; 0 is for ever. */
  readonly idle: number;
  /** Seconds of silence until it is told; 0 is never. */
  readonly stall: number;
  /** `<wire>/<name>` of the recording to inspect. */
  readonly sample: string;
  /** Content type of the inspected body; `""` is guessed, `none` is none. */
  readonly type: string;
  /** HTTP status of the inspected reply. */
  readonly status: number;
  /** Export of `headwater/adapters` that reads it. */
  readonly adapter: string;
  /** Bytes per piece of the inspected body, `whole` or `random`. */
  readonly cut: string;
  /** Start of the random cuts. */
  readonly seed: number;
  readonly end: "clean" | "lost";
  readonly theme: "light dark" | "light" | "dark";
  readonly dir: "ltr" | "rtl";
}

const defaults: Settings = {
  tab: "chat",
  chat: "openai-chat/aisix-story-usage.sse",
  items: "endless",
  rate: 40,
  chunk: 0,
  fault: "none",
  limit: 200,
  firstByte: 300,
  idle: 300,
  stall: 10,
  sample: "",
  type: "",
  status: 200,
  adapter: "auto",
  cut: "whole",
  seed: 1,
  end: "clean",
  theme: "light dark",
  dir: "ltr",
};

function readAddress(): Settings {
  const query = new URLSearchParams(location.search);
  const known = Object.entries(defaults).map(([key, value]) => {
    const text = query.get(key);
    if (text === null) return [key, value];
    if (typeof value !== "number") return [key, text];
    return [key, Number.isFinite(Number(text)) ? Number(text) : value];
  });
  return Object.fromEntries(known) as Settings;
}

function writeAddress(settings: Settings): void {
  const changed = Object.entries(settings).filter(([key, value]) => value !== defaults[key as keyof Settings]);
  const query = new URLSearchParams(changed.map(([key, value]) => [key, String(value)]));
  history.replaceState(null, "", query.size === 0 ? location.pathname : `?${query}`);
}

/** The settings and a function that changes some of them. */
export function useSettings(): readonly [Settings, (change: Partial<Settings>) => void] {
  const [settings, setSettings] = useState(readAddress);
  const change = useCallback((part: Partial<Settings>) => {
    setSettings((old) => {
      const next = { ...old, ...part };
      writeAddress(next);
      return next;
    });
  }, []);
  return [settings, change];
}

/** How long these settings let a reply be silent. */
export function timesOf({ firstByte, idle, stall }: Settings): TimeOptions {
  return { firstByteTimeout: firstByte * 1000, idleTimeout: idle * 1000, stallAfter: stall * 1000 };
}

/** Where the chat of these settings is answered. */
export function chatEndpoint({ chat, rate, chunk, fault }: Settings): string {
  if (chat === "relay") return "/mock/relay/chat/completions";
  return `/mock/stream/${chat}?rate=${rate}&chunk=${chunk}&fault=${fault}`;
}

/** Where the items of these settings come from. */
export function itemsUrl({ items, rate, chunk, fault }: Settings): string {
  if (items === "endless") return `/mock/endless?rate=${rate}`;
  return `/mock/stream/${items}?rate=${rate}&chunk=${chunk}&fault=${fault}`;
}
