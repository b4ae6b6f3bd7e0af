import { useState } from "react";
import { ChatPanel, useChatStream, type ChatStreamOptions } from "../../src/index.js";

const models = ["small", "large"];

function Tab({
  id,
  options,
  selected,
  onSelect,
}: {
  readonly id: string;
  readonly options: ChatStreamOptions;
  readonly selected: boolean;
  readonly onSelect: () => void;
}) {
  // One id is one chat: the tab and the panel share it, so its answer goes on while another tab is shown.
  const { status } = useChatStream({ ...options, chatId: id, body: { model: id } });
  return (
    <button type="button" aria-pressed={selected} onClick={onSelect}>
      {id}: {status}
    </button>
  );
}

/** Several conversations on one page, side by side or one at a time. */
export function SeveralChats({ wide, ...options }: ChatStreamOptions & { readonly wide?: boolean }) {
  const [current, setCurrent] = useState(models[0]!);
  return (
    <div className="several-chats">
      <p>
        {models.map((id) => (
          <Tab key={id} id={id} options={options} selected={id === current} onSelect={() => setCurrent(id)} />
        ))}
      </p>
      <div>
        {(wide ? models : [current]).map((id) => (
          <ChatPanel key={id} chatId={id} aria-label={`Conversation with ${id}`} />
        ))}
      </div>
    </div>
  );
}
