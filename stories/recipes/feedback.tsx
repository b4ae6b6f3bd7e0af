import { createContext, useCallback, useContext, useState } from "react";
import { Chat, StreamingMessage, useMessage, type ChatRootProps } from "../../src/index.js";

type Vote = "up" | "down";

const VoteContext = createContext<(id: string, vote: Vote) => void>(() => {});

/** Two buttons below an answer that is complete. */
function Votes({ id }: { readonly id: string }) {
  const vote = useContext(VoteContext);
  const [given, setGiven] = useState<Vote>();
  const message = useMessage(id);
  if (message?.role !== "assistant" || message.status !== "done") return null;
  const button = (value: Vote, name: string) => (
    <button
      type="button"
      aria-pressed={given === value}
      onClick={() => {
        setGiven(value);
        vote(id, value);
      }}
    >
      {name}
    </button>
  );
  return (
    <p className="votes">
      {button("up", "Good answer")}
      {button("down", "Bad answer")}
    </p>
  );
}

const renderMessage = (id: string) => (
  <>
    <StreamingMessage messageId={id} />
    <Votes id={id} />
  </>
);

/** Answers can be judged; a toast says thank you, and is spoken because it is a status. */
export function Judged({ onVote, ...chat }: ChatRootProps & { readonly onVote: (id: string, vote: Vote) => void }) {
  const [toast, setToast] = useState("");
  const vote = useCallback(
    (id: string, value: Vote) => {
      onVote(id, value);
      setToast("Thank you for your opinion.");
      setTimeout(() => setToast(""), 4000);
    },
    [onVote],
  );
  return (
    <VoteContext.Provider value={vote}>
      <Chat.Root {...chat}>
        <Chat.Messages renderMessage={renderMessage} />
        <Chat.Composer />
        <Chat.Status />
      </Chat.Root>
      <output className="toast">{toast}</output>
    </VoteContext.Provider>
  );
}
