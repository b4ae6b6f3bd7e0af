import { useRef } from "react";
import { ChatPanel, type ChatPanelProps } from "../../src/index.js";

/** A chat in a popover of the platform: closed by Escape or a click beside it, above everything, and still there when opened again. */
export function InPopover(props: ChatPanelProps) {
  const panel = useRef<HTMLElement>(null);
  return (
    <>
      <button type="button" popoverTarget="help">
        Ask for help
      </button>
      <div
        id="help"
        popover="auto"
        className="chat-popover"
        onToggle={({ newState }) => {
          if (newState === "open") panel.current?.querySelector("textarea")?.focus();
        }}
      >
        <ChatPanel {...props} ref={panel} />
      </div>
    </>
  );
}
