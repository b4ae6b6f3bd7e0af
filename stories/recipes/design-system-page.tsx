import { ChatPanel, type ChatPanelProps } from "../../src/index.js";

/**
 * On a page of a design system, as Ant Design is one: its reset styles every element outside of any layer, and its tokens are CSS
 * variables. The kit's variables take their values from the tokens.
 */
export function DesignSystemPage(props: ChatPanelProps) {
  return (
    <div className="design-system">
      <header>
        <button type="button" className="ds-button">
          New ticket
        </button>
      </header>
      <ChatPanel {...props} className="ds-chat" />
    </div>
  );
}
