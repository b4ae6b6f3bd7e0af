import { Chat, Markdown, messageText, useMessage, type ChatRootProps } from "../../src/index.js";

/** A message of one's own: one line of the transcript. Renders again only when this message changes. */
function Line({ id }: { readonly id: string }) {
  const message = useMessage(id);
  if (message === undefined) return null;
  const { role, status, error } = message;
  return (
    <article className="transcript-line" data-role={role} data-status={status}>
      <b>{role === "user" ? "Q" : "A"}</b>
      <Markdown text={messageText(message)} streaming={status === "streaming"} />
      {error && <p role="alert">{error.message}</p>}
    </article>
  );
}

// Outside of the component: a new function would render all messages again.
const renderMessage = (id: string) => <Line id={id} />;

/** A chat whose messages look like a transcript; everything else is the kit's. */
export function Transcript(props: ChatRootProps) {
  return (
    <Chat.Root {...props}>
      <Chat.Messages renderMessage={renderMessage} empty="Nothing said yet." />
      <Chat.Composer />
      <Chat.Status />
    </Chat.Root>
  );
}
