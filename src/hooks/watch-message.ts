import type { ChatStore } from "../store/chat-store.js";

type Listener = () => void;

interface Watch {
  readonly listeners: Map<string, Set<Listener>>;
  readonly stop: () => void;
}

const watches = new WeakMap<ChatStore, Watch>();

function start(store: ChatStore): Watch {
  const listeners: Watch["listeners"] = new Map();
  const tell = (id: string) => {
    for (const listener of listeners.get(id) ?? []) listener();
  };
  const stop = store.subscribe((state, { ids, messages, forks }) => {
    // Attempts at a message hang on the list.
    if (state.ids !== ids || state.forks !== forks) {
      for (const id of listeners.keys()) tell(id);
    } else if (state.messages !== messages) {
      state.messages.forEach((message, index) => {
        if (message !== messages[index]) tell(message.id);
      });
    }
  });
  const watch = { listeners, stop };
  watches.set(store, watch);
  return watch;
}

/**
 * Calls `listener` when a message changes, or the list it stands in. A change costs one look at the list, however many messages
 * are watched: a token wakes nobody but those who show its message.
 */
export function watchMessage(store: ChatStore, id: string, listener: Listener): () => void {
  const watch = watches.get(store) ?? start(store);
  const { listeners } = watch;
  const own = listeners.get(id) ?? new Set();
  listeners.set(id, own.add(listener));
  return () => {
    own.delete(listener);
    if (own.size > 0 || listeners.get(id) !== own) return;
    listeners.delete(id);
    if (listeners.size > 0) return;
    watch.stop();
    if (watches.get(store) === watch) watches.delete(store);
  };
}
