import { Chat, type ChatPanelProps } from "../../src/index.js";

/** `ChatPanel`, made by hand: leave out, add and arrange as you like. */
export function OwnPanel({ announce, composer, ...props }: ChatPanelProps) {
  const { empty, suggestions, loading, onLoadOlder, hasOlder, autoLoadOlder, ...chat } = props;
  return (
    <Chat.Root {...chat}>
      <Chat.Messages
        empty={empty}
        suggestions={suggestions}
        loading={loading}
        onLoadOlder={onLoadOlder}
        hasOlder={hasOlder}
        autoLoadOlder={autoLoadOlder}
      />
      <Chat.Controls restartOn={[]} showStop={false} />
      {composer ?? <Chat.Composer />}
      <Chat.Status announce={announce} />
    </Chat.Root>
  );
}
