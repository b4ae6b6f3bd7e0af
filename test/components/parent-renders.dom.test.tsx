import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { StrictMode, useEffect, useState, type ReactElement } from "react";
import { expect, test, vi } from "vitest";
import { ChatPanel, ChatRoot, Composer, LiveStatus, MessageList, RunControls } from "../../src/index.js";
import { soon } from "../helpers/async.js";
import { delta, done, finish } from "../helpers/openai.js";

/** A server that sends what the test gives it, and knows how often it was asked. */
function createServer() {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const signals: (AbortSignal | null | undefined)[] = [];
  const fetch = async (_input: RequestInfo | URL, init?: RequestInit) => {
    signals.push(init?.signal);
    const body = new ReadableStream<Uint8Array>({
      start: (own) => {
        controller = own;
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
  const send = (text: string) => controller?.enqueue(encoder.encode(text));
  return { fetch, signals, send, close: () => controller?.close() };
}

type Server = ReturnType<typeof createServer>;

let renderAgain: () => void;

/** An application that gives everything anew with every rendering, as applications do. */
function Application({ server, arrange }: { readonly server: Server; readonly arrange: boolean }): ReactElement {
  const [count, setCount] = useState(0);
  useEffect(() => {
    renderAgain = () => setCount((before) => before + 1);
  }, []);
  const props = {
    endpoint: () => `https://example.test/${count}`,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => server.fetch(input, init),
    headers: async () => ({ "x-count": String(count) }),
    body: { count },
    messages: [],
    schedule: soon,
    labels: { placeholder: `Say ${count}` },
    parts: {},
    markdown: { imageOrigins: [] },
    className: () => `count-${count}`,
    style: { opacity: 1 - count / 100 },
    onFinish: () => {},
    onKeyDown: () => {},
    title: `Chat ${count}`,
  };
  const empty = <b>Nothing yet, {count}</b>;
  return (
    <div className={`application-${count}`}>
      {count % 2 === 1 && <p>A banner comes and goes</p>}
      {arrange ? (
        <ChatRoot {...props}>
          <h2>{count}</h2>
          <MessageList empty={empty} suggestions={[`Question ${count}`]} className={`list-${count}`} />
          <RunControls restartOn={["done"]} />
          <Composer onValueChange={() => {}} />
          <LiveStatus />
        </ChatRoot>
      ) : (
        <ChatPanel {...props} empty={empty} suggestions={[`Question ${count}`]} />
      )}
    </div>
  );
}

test.each([
  ["a panel", false],
  ["a chat arranged by hand", true],
])("%s keeps its answer, draft, scroll and focus while its parent renders with new props", async (_name, arrange) => {
  const user = userEvent.setup();
  const server = createServer();
  const { container } = render(
    <StrictMode>
      <Application server={server} arrange={arrange} />
    </StrictMode>,
  );
  const field = screen.getByRole<HTMLTextAreaElement>("textbox");
  await user.type(field, "Why?{Enter}");
  await vi.waitFor(() => expect(server.signals).toHaveLength(1));
  await act(async () => server.send(delta("One ")));
  await screen.findByText(/One/);
  await user.type(field, "A draft");
  field.setSelectionRange(2, 4);
  const scroller = screen.getByRole("log").parentElement!;
  scroller.scrollTop = 120;
  const kept = [field, scroller, screen.getByRole("log"), ...screen.getAllByRole("article")];

  for (const word of ["two ", "three ", "four "]) {
    await act(async () => renderAgain());
    await act(async () => server.send(delta(word)));
    await vi.waitFor(() => expect(container).toHaveTextContent(word.trim()));
  }

  // The parent was heard.
  expect(container.querySelector(".headwater")).toHaveClass("count-3");
  expect(container.querySelector(".headwater")).toHaveAttribute("title", "Chat 3");
  expect(field).toHaveAttribute("placeholder", "Say 3");
  // And nothing was lost.
  expect(screen.getAllByRole("article")).toHaveLength(2);
  for (const element of kept) expect(element).toBeInTheDocument();
  expect(field).toHaveValue("A draft");
  expect([field.selectionStart, field.selectionEnd]).toEqual([2, 4]);
  expect(field).toHaveFocus();
  expect(scroller.scrollTop).toBe(120);
  expect(server.signals.map((signal) => signal?.aborted)).toEqual([false]);
  await act(async () => {
    server.send(delta("five") + finish + done);
    server.close();
  });
  await vi.waitFor(() => expect(container.querySelector(".headwater")).toHaveAttribute("data-status", "done"));
  expect(screen.getAllByRole("article")[1]).toHaveTextContent("One two three four five");
  expect(server.signals).toHaveLength(1);
});
