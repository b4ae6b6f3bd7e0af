"use client";
import {
  createContext,
  forwardRef,
  useContext,
  useState,
  type Context,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
} from "react";
import { useChat } from "../../hooks/chat-context.js";
import { messageText, type Message, type Role } from "../../protocol/message.js";
import { isBusy } from "../../protocol/status.js";
import { useElement, type PartElementProps } from "../element.js";
import { handOverFocus } from "../hand-over-focus.js";
import { EditIcon, RestartIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { CopyButton } from "../markdown/copy-button.js";
import { Attempts } from "./attempts.js";
import { MessageEditor } from "./message-editor.js";
import { MessageTime } from "./message-time.js";
import { NearContext } from "./near-context.js";

/** Own buttons for a message. Called for each that has ended. */
export type RenderActions = (message: Message) => ReactNode;

/** Own buttons for the messages below, see `renderActions` of `ChatRoot`. Keep the function: a new one renders all messages again. */
export const MessageActionsContext: Context<RenderActions | undefined> = createContext<RenderActions | undefined>(
  undefined,
);

/** What the outer element of {@link MessageActions} depends on. */
export interface MessageActionsState {
  readonly role: Role;
  /** The user's words are being edited. */
  readonly isEditing: boolean;
}

/** Props of {@link MessageActions}; all others go to its outer element. */
export interface MessageActionsProps extends PartElementProps<"div", MessageActionsState> {
  /** The message as `StreamingMessage` gives it to its `children`, or `useMessage`. */
  readonly message: Message;
  /** Whether it is told when the answer began and how long it took. @defaultValue `true` */
  readonly showTime?: boolean;
  /** Own buttons after ours. @defaultValue those of `MessageActionsContext` */
  readonly children?: ReactNode;
}

/**
 * The buttons of a message that has ended: copy its Markdown, edit what the user wrote, ask again for an answer, the attempts and the time. In place
 * of them, while the user's words are edited, the field for it. Of a running answer the attempts alone.
 */
export const MessageActions: ForwardRefExoticComponent<MessageActionsProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, MessageActionsProps>(function MessageActions(props, ref) {
    const { message, showTime = true, children, ...rest } = props;
    const chat = useChat();
    const labels = useLabels();
    const renderActions = useContext(MessageActionsContext);
    const isNear = useContext(NearContext);
    /** `false` once the editor was left: the focus is still with it. */
    const [isEditing, setEditing] = useState<boolean>();
    const { id, role, status } = message;
    const isUser = role === "user";
    const isShown = isUser || role === "assistant";
    const settled = isNear && isShown && !isBusy(status) && (
      <>
        {messageText(message) && <CopyButton read={() => messageText(message)} label="copyMessage" />}
        {isUser && (
          <button
            type="button"
            className="hw-icon-button"
            aria-label={labels.edit}
            title={labels.edit}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- see above
            autoFocus={isEditing === false}
            onClick={() => setEditing(true)}
          >
            <EditIcon />
          </button>
        )}
        {/* An answer that failed or was stopped has a button for it in its notice. */}
        {!isUser && status === "done" && (
          <button
            type="button"
            className="hw-icon-button"
            aria-label={labels.regenerate}
            title={labels.regenerate}
            onClick={({ currentTarget }) => {
              handOverFocus(currentTarget);
              void chat.restart(id);
            }}
          >
            <RestartIcon />
          </button>
        )}
        {children ?? renderActions?.(message)}
        {showTime && <MessageTime message={message} />}
      </>
    );
    const own = {
      ref,
      role: settled ? "group" : undefined,
      "aria-label": settled ? labels.actions : undefined,
      className: "hw-message-actions",
      children:
        isNear &&
        (isEditing ? (
          <MessageEditor message={message} onClose={() => setEditing(false)} />
        ) : (
          <>
            <Attempts messageId={id} />
            {settled}
          </>
        )),
    };
    const element = useElement("div", own, rest, { role, isEditing: isEditing === true });
    return isShown ? element : null;
  });
