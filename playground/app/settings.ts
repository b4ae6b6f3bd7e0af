import { useCallback, useState } from "react";

/** What the page is set to. Kept in the address, so that a link shows the same thing. */
export interface Settings {
  readonly tab: "chat" | "items";
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
  theme: "light dark",
  dir: "ltr",
};

function readAddress(): Settings {
  const query = new URLSearchParams(location.search);
  const known = Object.entries(defaults).map(([key, value]) => {
    const text = query.get(key);
    return [key, text === null ? value : typeof value === "number" ? Number(text) : text];
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
