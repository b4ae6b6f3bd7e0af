import { useMemo, useState } from "react";
import { useChat } from "../../hooks/chat-context.js";

/** How many messages of others came at the end since the reader left it. */
export function useUnread(ids: readonly string[], isAtEnd: boolean): number {
  const { store } = useChat();
  const [known, setKnown] = useState<ReadonlySet<string>>();
  if (isAtEnd !== (known === undefined)) setKnown(isAtEnd ? undefined : new Set(ids));
  return useMemo(() => {
    if (!known) return 0;
    const last = ids.findLastIndex((id) => known.has(id));
    // None of them: this is another conversation.
    if (last < 0) return 0;
    return store
      .getState()
      .messages.slice(last + 1)
      .filter(({ role }) => role !== "user").length;
  }, [store, ids, known]);
}
