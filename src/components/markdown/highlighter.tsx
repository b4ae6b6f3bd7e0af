"use client";
import { useEffect, useReducer, useState, useSyncExternalStore, type ReactElement } from "react";
import { isDevelopment } from "../../protocol/development.js";
import { createCodeLines } from "./code-lines.js";
import type { CodeLinesProps, Highlighter } from "./settings.js";
import { untilNextShare } from "./time-budget.js";
import type { FindTokenizer, LineTokenizer } from "./tokens.js";

/** A language, and who waits for it. */
interface Entry {
  tokenize: LineTokenizer | undefined;
  readonly listeners: Set<() => void>;
}

/**
 * Makes a highlighter, for the setting `highlight`, of a function that finds tokenizers. It is asked once per language and, after it
 * failed, once more for each new block; in development its first failure is a warning.
 *
 * @example
 * const highlight = createHighlighter(async (language) => (language === "log" ? tokenizeLog : undefined));
 */
export function createHighlighter(find: FindTokenizer): Highlighter {
  const entries = new Map<string, Entry>();
  let hasWarned = false;

  function warn(error: unknown): void {
    if (!isDevelopment() || hasWarned) return;
    hasWarned = true;
    console.warn("headwater: the highlighter failed, code is shown without colours.", error);
  }

  function load(language: string): Entry {
    const known = entries.get(language);
    if (known) return known;
    const entry: Entry = { tokenize: undefined, listeners: new Set() };
    entries.set(language, entry);
    const fail = (error: unknown) => {
      // The network may be back when the next block comes.
      entries.delete(language);
      warn(error);
    };
    const settle = (tokenize: LineTokenizer | undefined) => {
      entry.tokenize = tokenize;
      for (const listener of entry.listeners) listener();
    };
    try {
      const found = find(language);
      if (typeof found === "function") entry.tokenize = found;
      else found?.then(settle, fail);
    } catch (error) {
      fail(error);
    }
    return entry;
  }

  /** The tokenizer of a language, once it is there; an empty name is not known yet. */
  function useTokenizer(language: string): LineTokenizer | undefined {
    const [source, setSource] = useState(() => createSource(language));
    // Not by `useMemo`, which may forget: the source keeps a failure, so that this block does not ask again.
    const current = source.language === language ? source : createSource(language);
    if (current !== source) setSource(current);
    return useSyncExternalStore(current.subscribe, current.get, nothing);
  }

  function createSource(language: string) {
    let entry: Entry | undefined;
    return {
      language,
      get: () => {
        if (language) entry ??= load(language);
        return entry?.tokenize;
      },
      subscribe: (listener: () => void) => {
        entry?.listeners.add(listener);
        return () => entry?.listeners.delete(listener);
      },
    };
  }

  return function HighlightedLines({ parts, language, isOpen }: CodeLinesProps): ReactElement {
    const tokenize = useTokenizer(language);
    const [read] = useState(() => createCodeLines(warn));
    const { elements, isComplete } = read(parts, isOpen, tokenize);
    const [round, goOn] = useReducer((count: number) => count + 1, 0);
    useEffect(() => {
      if (isComplete) return undefined;
      const timer = setTimeout(goOn, untilNextShare);
      return () => clearTimeout(timer);
    }, [isComplete, round]);
    return <>{elements}</>;
  };
}

/** On a server, and while its page comes alive: loading would come too late there, so both begin with plain code. */
function nothing(): undefined {
  return undefined;
}
