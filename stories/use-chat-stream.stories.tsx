import type { Meta, StoryObj } from "@storybook/react-vite";
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from "react";
import { expect, fn } from "storybook/test";
import { createChat } from "../src/core.js";
import {
  ChatPanel,
  ChatProvider,
  forgetChat,
  messageText,
  useAttempts,
  useChatStream,
  type ChatOptions,
  type ChatStreamOptions,
  type Message,
} from "../src/index.js";
import { requestsOf } from "./lib/chat.js";
import "./lib/custom-ui.css";
import { drive, until } from "./lib/drive.js";
import { hold, recorded, replay } from "./lib/replay.js";
import { answer as scriptedAnswer, silence, unreachable } from "./lib/scripted.js";

const meta: Meta<ChatOptions> = {
  title: "Hooks/useChatStream",
  args: { endpoint: "/api/chat", fetch: replay("openai-chat/aisix-story.sse") },
  parameters: {
    docs: {
      description: {
        component:
          "User interfaces made from hooks alone: nothing here is a component of the kit or uses its style sheet, but for " +
          "the story that shares one chat between both.",
      },
    },
  },
};
export default meta;

type Story = StoryObj<ChatOptions>;

interface AskProps {
  readonly onAsk: (text: string) => void;
  readonly children?: ReactNode;
}

function Ask({ onAsk, children }: AskProps): ReactElement {
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(text);
        setText("");
      }}
    >
      <input aria-label="Question" value={text} onChange={(event) => setText(event.target.value)} />
      <button>Ask</button>
      {children}
    </form>
  );
}

function Transcript(options: ChatStreamOptions): ReactElement {
  const { messages, status, error, isBusy, send, abort, restart } = useChatStream(options);
  return (
    <div className="custom-ui">
      {messages.map((message) => (
        <pre key={message.id} className="sheet" dir="auto" data-role={message.role} data-status={message.status}>
          {message.role === "user" ? "$ " : ""}
          {messageText(message)}
        </pre>
      ))}
      <Ask onAsk={(text) => void send(text)}>
        <button type="button" disabled={!isBusy} onClick={abort}>
          Stop
        </button>
        <button type="button" disabled={isBusy || status === "idle"} onClick={() => void restart()}>
          Again
        </button>
      </Ask>
      <output>{error === undefined ? status : `${status}: ${error.message}`}</output>
    </div>
  );
}

/** A whole chat in twenty lines: texts, one status, send, stop and again. */
export const OwnChat: Story = {
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches, answer } = drive(context);
    await ask("Tell me a story.");
    await reaches("done");
    await expect(answer()).toHaveTextContent(/^Once, at the edge .* for the morning\.$/);
    await expect(canvas.getByRole("status")).toHaveTextContent("done");
  },
};

/** Nothing asked: one status, no message. */
export const Idle: Story = {
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { canvas, answers } = drive(context);
    await expect(canvas.getByRole("status")).toHaveTextContent("idle");
    await expect(canvas.getByRole("button", { name: "Stop" })).toBeDisabled();
    await expect(answers()).toHaveLength(0);
  },
};

/** The request is out. */
export const Submitted: Story = {
  args: { fetch: replay(silence) },
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask("Tell me a story.");
    await reaches("submitted");
    await expect(canvas.getByRole("button", { name: "Stop" })).toBeEnabled();
    await expect(canvas.getByRole("button", { name: "Again" })).toBeDisabled();
  },
};

/** The answer so far. */
export const Streaming: Story = {
  args: { fetch: replay(recorded("openai-chat/aisix-story.sse", { share: 0.5, end: "open" })) },
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { canvas, ask, shows } = drive(context);
    await ask("Tell me a story.");
    await shows(/shouting the same idempotency key/);
    await expect(canvas.getByRole("status")).toHaveTextContent("streaming");
  },
};

/** The connection breaks: the text stays, and the error says what happened. */
export const ConnectionLost: Story = {
  args: { fetch: replay("openai-chat/truncated-mid-char.sse") },
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches, shows } = drive(context);
    await ask("Where does the phrase come from?");
    await reaches("error");
    await shows(/^The question "/);
    await expect(canvas.getByRole("status")).toHaveTextContent(/^error: /);
  },
};

/** No server at all. */
export const Unreachable: Story = {
  args: { fetch: replay(unreachable) },
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask("Tell me a story.");
    await reaches("error");
    await expect(canvas.getByRole("status")).toHaveTextContent("error: The server could not be reached");
  },
};

/** Questions and answers from right to left: `dir="auto"` on each is all it takes. */
export const RightToLeft: Story = {
  args: { fetch: replay(scriptedAnswer("يعني أن العميل أرسل طلبات كثيرة. انظر Retry-After.")) },
  render: (args) => <Transcript {...args} />,
  globals: { dir: "rtl" },
  play: async (context) => {
    const { ask, reaches, answer } = drive(context);
    await ask("ماذا يعني HTTP 429؟");
    await reaches("done");
    await expect(getComputedStyle(answer()).direction).toBe("rtl");
  },
};

/** Stop keeps the text; asking again replaces it by a new attempt. */
export const StopAndAgain: Story = {
  args: {
    fetch: replay(recorded("openai-chat/aisix-story.sse", { share: 0.2, end: "open" }), "openai-chat/keepalive.sse"),
  },
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches, shows, press } = drive(context);
    await ask("Tell me a story.");
    await shows(/the occasional DELETE|requests came down the wire/);
    await press("Stop");
    await reaches("aborted");
    await shows(/^Once, at the edge/);
    await press("Again");
    await reaches("done");
    await shows("Slow but steady.");
    await expect(canvas.getByRole("status")).toHaveTextContent("done");
  },
};

/** The error in the server's words. */
export const OwnError: Story = {
  args: { fetch: replay("openai-chat/error-404-model-aisix.json") },
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask("Tell me a story.");
    await reaches("error");
    await expect(canvas.getByRole("status")).toHaveTextContent('error: model "my-gpt5" not found');
  },
};

function Parts(options: ChatOptions): ReactElement {
  const { messages, send } = useChatStream(options);
  return (
    <div className="custom-ui">
      {messages.map((message) => (
        <ul key={message.id} className="sheet" data-role={message.role} data-status={message.status}>
          {message.parts.map((part, index) => (
            // Parts are only ever appended, so their place is their identity.
            // oxlint-disable-next-line react/no-array-index-key -- see above
            <li key={index}>
              <b>{part.type}</b> {"text" in part ? part.text : JSON.stringify(part)}
            </li>
          ))}
        </ul>
      ))}
      <Ask onAsk={(text) => void send(text)} />
    </div>
  );
}

/** An answer is a list of parts in order of arrival; each kind can have a look of its own. */
export const ReasoningAsAPart: Story = {
  args: { fetch: replay("openai-chat/reasoning-openrouter.sse") },
  render: (args) => <Parts {...args} />,
  play: async (context) => {
    const { ask, reaches, answer } = drive(context);
    await ask("What is 17 + 25?");
    await reaches("done");
    const kinds = [...answer().querySelectorAll("b")].map(({ textContent }) => textContent);
    await expect(kinds).toEqual(["reasoning", "text"]);
  },
};

/** Calls with their names and arguments, to be acted on. */
export const ToolCallsAsParts: Story = {
  args: { fetch: replay("openai-chat/tool-calls.sse") },
  render: (args) => <Parts {...args} />,
  play: async (context) => {
    const { ask, reaches, answer } = drive(context);
    await ask("How is the weather in Paris and in Tōkyō?");
    await reaches("done");
    const kinds = [...answer().querySelectorAll("b")].map(({ textContent }) => textContent);
    await expect(kinds).toEqual(["tool-call", "tool-call"]);
  },
};

/** What the model declines with is a part as well, and no text of the answer. */
export const RefusalAsAPart: Story = {
  args: { fetch: replay(scriptedAnswer("I'm sorry, I can't help with that.", { field: "refusal" })) },
  render: (args) => <Parts {...args} />,
  play: async (context) => {
    const { ask, reaches, shows } = drive(context);
    await ask("How do I pick the lock of my neighbour?");
    await reaches("done");
    await shows("refusal I'm sorry, I can't help with that.");
  },
};

function Waiting(options: ChatOptions): ReactElement {
  const { queue, status, send, unqueue, abort } = useChatStream(options);
  return (
    <div className="custom-ui">
      <Ask onAsk={(text) => void send(text)}>
        <button type="button" onClick={abort}>
          Stop
        </button>
      </Ask>
      <output>{`${status}, ${queue.length} waiting`}</output>
      <ul aria-label="Waiting">
        {queue.map((message) => (
          <li key={message.id}>
            {messageText(message)}{" "}
            <button type="button" aria-label={`Forget ${messageText(message)}`} onClick={() => unqueue(message.id)}>
              Forget
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What was sent while an answer runs, and taking it out again. After a stop the rest waits for the next question. */
export const Queue: Story = {
  args: { fetch: replay(silence) },
  render: (args) => <Waiting {...args} />,
  play: async (context) => {
    const { canvas, ask, press } = drive(context);
    const says = (words: string) => until(() => expect(canvas.getByRole("status")).toHaveTextContent(words));
    await ask("one");
    await ask("two");
    await ask("three");
    await says("submitted, 2 waiting");
    await press("Forget two");
    await says("submitted, 1 waiting");
    await press("Stop");
    await says("aborted, 1 waiting");
    await expect(canvas.getByRole("list", { name: "Waiting" })).toHaveTextContent("three");
  },
};

function ErrorFacts(options: ChatOptions): ReactElement {
  const { error, send } = useChatStream(options);
  return (
    <div className="custom-ui">
      <Ask onAsk={(text) => void send(text)} />
      {error !== undefined && (
        <dl className="sheet">
          {(["code", "message", "status", "serverType", "serverCode", "retryable", "retryAfter"] as const).map(
            (name) => (
              <div key={name} style={{ display: "contents" }}>
                <dt>{name}</dt>
                <dd>{String(error[name])}</dd>
              </div>
            ),
          )}
        </dl>
      )}
    </div>
  );
}

/** All that is known about an error, to decide by. */
export const ErrorInDetail: Story = {
  args: { fetch: replay("openai-chat/error-429-openai.json") },
  render: (args) => <ErrorFacts {...args} />,
  play: async (context) => {
    const { canvas, ask } = drive(context);
    await ask("Tell me a story.");
    const facts = await canvas.findByText("rate_limit_exceeded");
    await expect(facts.closest("dl")).toHaveTextContent(/codehttp.*status429.*retryabletrueretryAfter20000$/);
  },
};

/** Counts how often the component around it was rendered. */
function RenderCount({ label }: { readonly label: string }): ReactElement {
  const output = useRef<HTMLOutputElement>(null);
  const renders = useRef(0);
  useEffect(() => {
    renders.current += 1;
    if (output.current) output.current.textContent = String(renders.current);
  });
  return <output ref={output} aria-label={label} />;
}

function StatusOnly({ chat }: { readonly chat: ReturnType<typeof createChat> }): ReactElement {
  const { status } = useChatStream({ chat });
  return (
    <p className="sheet">
      Takes only the status, which is {status}. Rendered <RenderCount label="renders of the status" /> times.
    </p>
  );
}

function TextOnly({ chat }: { readonly chat: ReturnType<typeof createChat> }): ReactElement {
  const { messages } = useChatStream({ chat });
  const answer = messages.at(-1);
  return (
    <div className="sheet">
      <p data-role={answer?.role} data-status={answer?.status}>
        {answer === undefined ? "Takes the messages." : messageText(answer)}
      </p>
      Rendered <RenderCount label="renders of the text" /> times.
    </div>
  );
}

function TwoReaders(options: ChatOptions): ReactElement {
  const { chat, send } = useChatStream(options);
  return (
    <div className="custom-ui">
      <Ask onAsk={(text) => void send(text)} />
      <StatusOnly chat={chat} />
      <TextOnly chat={chat} />
    </div>
  );
}

/** Taking a value subscribes to it: a component that takes only the status is not woken by tokens. */
export const RendersForWhatWasTaken: Story = {
  render: (args) => <TwoReaders {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask("Tell me a story.");
    await reaches("done");
    // idle, submitted, streaming, done
    await expect(Number(canvas.getByLabelText("renders of the status").textContent)).toBeLessThanOrEqual(4);
  },
};

function Question({ message, onEdit }: { readonly message: Message; readonly onEdit: (text: string) => void }) {
  const { count, active } = useAttempts(message.id);
  return (
    <div className="row">
      <input aria-label="Edit" defaultValue={messageText(message)} onBlur={(event) => onEdit(event.target.value)} />
      <output aria-label="version">{`${active + 1} of ${count}`}</output>
    </div>
  );
}

function Editable(options: ChatOptions): ReactElement {
  const { chat, messages, send, edit, showAttempt } = useChatStream(options);
  return (
    <ChatProvider chat={chat}>
      <div className="custom-ui">
        {messages.map((message) =>
          message.role === "user" ? (
            <Question
              key={message.id}
              message={message}
              onEdit={(text) => {
                if (text !== messageText(message)) void edit(message.id, text);
              }}
            />
          ) : (
            <p key={message.id} className="sheet" data-role={message.role} data-status={message.status}>
              {messageText(message)}
            </p>
          ),
        )}
        {messages.length === 0 && <Ask onAsk={(text) => void send(text)} />}
        {messages[0] && (
          <button type="button" onClick={() => showAttempt(messages[0]!.id, 0)}>
            First version
          </button>
        )}
      </div>
    </ChatProvider>
  );
}

/** An edited question is asked again from there; the first version and its answer stay reachable. */
export const Edit: Story = {
  args: { fetch: replay("openai-chat/keepalive.sse", "openai-chat/nonstream.json") },
  render: (args) => <Editable {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches, shows, press } = drive(context);
    await ask("How do you work?");
    await reaches("done");
    await context.userEvent.clear(canvas.getByLabelText("Edit"));
    await context.userEvent.type(canvas.getByLabelText("Edit"), "Tell me a story.");
    await context.userEvent.tab();
    await shows("Once there was a small API gateway named Pip.");
    await expect(requestsOf(context)[1]?.body).toMatchObject({
      messages: [{ role: "user", content: "Tell me a story." }],
    });
    await expect(canvas.getByLabelText("version")).toHaveTextContent("2 of 2");
    await press("First version");
    await shows("Slow but steady.");
    await expect(canvas.getByLabelText("version")).toHaveTextContent("1 of 2");
  },
};

function ModelChoice(options: ChatOptions): ReactElement {
  const [model, setModel] = useState("small");
  const { messages, status, send } = useChatStream({
    ...options,
    headers: async () => ({ authorization: "Bearer made-anew-for-each-request" }),
    body: { model },
  });
  return (
    <div className="custom-ui">
      <div className="row">
        <label>
          Model{" "}
          <select value={model} onChange={(event) => setModel(event.target.value)}>
            <option>small</option>
            <option>large</option>
          </select>
        </label>
        <output>{status}</output>
      </div>
      <Ask onAsk={(text) => void send(text)} />
      {messages.map((message) => (
        <p key={message.id} className="sheet" data-role={message.role} data-status={message.status}>
          {messageText(message)}
        </p>
      ))}
    </div>
  );
}

/** Headers and body may be functions; a change holds from the next request on. */
export const HeadersAndBody: Story = {
  args: { fetch: replay("openai-chat/keepalive.sse") },
  render: (args) => <ModelChoice {...args} />,
  play: async (context) => {
    const { canvas, ask, answers, reaches } = drive(context);
    await ask("one");
    await reaches("done");
    await context.userEvent.selectOptions(canvas.getByLabelText("Model"), "large");
    await ask("two");
    await until(() => expect(answers()).toHaveLength(2));
    await reaches("done");
    const requests = requestsOf(context);
    await expect(requests.map(({ body }) => (body as { model: string }).model)).toEqual(["small", "large"]);
    await expect(new Headers(requests[0]?.init.headers).get("authorization")).toBe("Bearer made-anew-for-each-request");
  },
};

/** Exactly one of the three callbacks is called per run, once. */
export const Callbacks: Story = {
  args: {
    fetch: replay("openai-chat/keepalive.sse", "openai-chat/error-502-upstream-aisix.json", silence),
    onFinish: fn(),
    onError: fn(),
    onAbort: fn(),
  },
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { ask, answers, reaches, press } = drive(context);
    const { onFinish, onError, onAbort } = context.args;
    await ask("one");
    await reaches("done");
    await ask("two");
    await until(() => expect(answers()).toHaveLength(2));
    await reaches("error");
    await ask("three");
    await until(() => expect(answers()).toHaveLength(3));
    await press("Stop");
    await reaches("aborted");
    await expect(onFinish).toHaveBeenCalledTimes(1);
    await expect(onError).toHaveBeenCalledTimes(1);
    await expect(onAbort).toHaveBeenCalledTimes(1);
    await expect(onError).toHaveBeenCalledWith(
      expect.objectContaining({ code: "http", status: 502 }),
      expect.objectContaining({ role: "assistant", status: "error" }),
    );
  },
};

const toAsk = hold(recorded("openai-chat/keepalive.sse"));

function Shared(options: ChatOptions): ReactElement {
  const [chat] = useState(() => createChat(options));
  const { status, send, queue } = useChatStream({ chat });
  return (
    <div className="custom-ui">
      <div className="row">
        <button type="button" onClick={() => void chat.send("Summarise this page.")}>
          Summarise
        </button>
        <button type="button" onClick={() => void send("Translate this page.")}>
          Translate
        </button>
        <output>{`${status}, ${queue.length} waiting`}</output>
      </div>
      <div style={{ blockSize: "22rem" }}>
        <ChatPanel chat={chat} />
      </div>
    </div>
  );
}

/** A chat made outside of the component that shows it: buttons of the application and the panel share it. */
export const SharedChat: Story = {
  args: { fetch: replay(toAsk.reply) },
  render: (args) => <Shared {...args} />,
  play: async (context) => {
    const { canvas, press, answers, reaches } = drive(context);
    await press("Summarise");
    await press("Translate");
    await expect(canvas.getByText("submitted, 1 waiting")).toBeVisible();
    toAsk.release();
    await until(() => expect(answers()).toHaveLength(2));
    toAsk.release();
    await reaches("done");
    await expect(canvas.getByText("done, 0 waiting")).toBeVisible();
  },
};

function Badge({ chatId }: { readonly chatId: string }): ReactElement {
  const { status, isBusy, abort } = useChatStream({ chatId });
  return (
    <div className="row">
      <output>{`chat ${chatId}: ${status}`}</output>
      <button type="button" disabled={!isBusy} onClick={abort}>
        Stop from here
      </button>
    </div>
  );
}

function Places(options: ChatOptions): ReactElement {
  const [chatId, setChatId] = useState("story");
  const [isWide, setWide] = useState(false);
  return (
    <div className="custom-ui">
      <Badge chatId={chatId} />
      <div className="row">
        <button type="button" onClick={() => setWide(!isWide)}>
          {isWide ? "To the side" : "To the page"}
        </button>
        <button type="button" onClick={() => setChatId(chatId === "story" ? "other" : "story")}>
          Switch
        </button>
      </div>
      <Transcript key={String(isWide)} {...options} chatId={chatId} />
    </div>
  );
}

/** Components with one `chatId` share a chat: it moves through the page without a break, and waits while another is shown. */
export const SharedByChatId: Story = {
  args: { fetch: replay(recorded("openai-chat/aisix-story.sse", { share: 0.5, end: "open" })) },
  render: (args) => <Places {...args} />,
  beforeEach: () => () => {
    forgetChat("story");
    forgetChat("other");
  },
  play: async (context) => {
    const { canvas, ask, answers, press, shows, reaches } = drive(context);
    const badge = () => canvas.getByText(/^chat /);
    await ask("Tell me a story.");
    await shows(/shouting the same idempotency key/);
    await expect(badge()).toHaveTextContent("chat story: streaming");
    await press("To the page");
    await reaches("streaming");
    await expect(requestsOf(context)[0]?.init.signal).toHaveProperty("aborted", false);
    await press("Switch");
    await expect(badge()).toHaveTextContent("chat other: idle");
    await expect(answers()).toHaveLength(0);
    await until(() => expect(requestsOf(context)[0]?.init.signal).toHaveProperty("aborted", true));
    await press("Switch");
    await shows(/shouting the same idempotency key/);
    await reaches("aborted");
    await expect(requestsOf(context)).toHaveLength(1);
  },
};
