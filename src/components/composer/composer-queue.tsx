"use client";
import {
  forwardRef,
  type ForwardRefExoticComponent,
  type MouseEvent,
  type ReactElement,
  type RefAttributes,
} from "react";
import { useQueue } from "../../hooks/chat-context.js";
import { messageText } from "../../protocol/message.js";
import { useElement, type PartElementProps } from "../element.js";
import { RemoveIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { useComposer, type ComposerState } from "./composer-context.js";

/** Props of {@link ComposerQueue}; all others go to its `<ul>`. */
export type ComposerQueueProps = PartElementProps<"ul", ComposerState>;

const List = forwardRef<HTMLUListElement, ComposerQueueProps>(function List(props, ref): ReactElement {
  const { status, takeBack } = useComposer();
  const labels = useLabels();

  function press({ currentTarget }: MouseEvent<HTMLButtonElement>, id: string): void {
    // This button is about to vanish, and the words go there.
    currentTarget.form?.querySelector("textarea")?.focus();
    takeBack(id);
  }

  const rows = useQueue().map((message) => (
    <li key={message.id}>
      <span dir="auto">{messageText(message)}</span>
      {message.parts.map(
        // The place is what tells files of one name apart.
        (part, index) =>
          part.type === "file" && (
            // oxlint-disable-next-line react/no-array-index-key -- parts of a message that waits do not move
            <bdi key={index} className="hw-file">
              {part.name || part.mediaType}
            </bdi>
          ),
      )}
      <button
        type="button"
        className="hw-icon-button"
        aria-label={labels.removeFromQueue}
        onClick={(event) => press(event, message.id)}
      >
        <RemoveIcon />
      </button>
    </li>
  ));
  return useElement("ul", { ref, className: "hw-queue", "aria-label": labels.queued, children: rows }, props, {
    status,
  });
});

/** Messages that wait for the running answer; each can be taken back into the draft. Nothing while none waits. */
export const ComposerQueue: ForwardRefExoticComponent<ComposerQueueProps & RefAttributes<HTMLUListElement>> =
  forwardRef<HTMLUListElement, ComposerQueueProps>(function ComposerQueue(props, ref) {
    return useQueue().length > 0 ? <List {...props} ref={ref} /> : null;
  });
