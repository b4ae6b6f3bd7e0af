import { act, fireEvent, render } from "@testing-library/react";
import { createRef } from "react";
import { describe, expect, test, vi } from "vitest";
import {
  ChatProvider,
  PartRenderersContext,
  StreamingMessage,
  ToolCall,
  type Message,
  type PartRenderers,
  type ToolCallPart,
  type ToolCallProps,
} from "../../src/index.js";
import { createMessage, type MessagePart } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";

const call: ToolCallPart = { type: "tool-call", toolCallId: "c", name: "get_weather", arguments: '{"city":"Paris"}' };
const result: MessagePart = { type: "tool-result", toolCallId: "c", result: "21 °C" };
const text: MessagePart = { type: "text", text: "Clear." };

function showAlone(props: Partial<ToolCallProps> = {}) {
  const { container } = render(<ToolCall part={call} {...props} />);
  const details = container.querySelector("details")!;
  return { details, summary: details.querySelector("summary")!, code: () => details.querySelector("pre")?.textContent };
}

/** The call in a conversation; more messages may follow its own. */
function show(rest: Partial<Message>, later: readonly Message[] = [], renderers: PartRenderers = {}) {
  const { chat } = createTestChat();
  const messages = [createMessage("m", "assistant", { parts: [call], ...rest }), ...later];
  const set = (next: readonly Message[]) => chat.store.setState({ messages: next, ids: next.map(({ id }) => id) });
  set(messages);
  const { container } = render(
    <ChatProvider chat={chat}>
      <PartRenderersContext.Provider value={renderers}>
        <StreamingMessage messageId="m" />
      </PartRenderersContext.Provider>
    </ChatProvider>,
  );
  const details = () => container.querySelector<HTMLDetailsElement>("details.hw-tool-call")!;
  return { container, details, state: () => details().dataset["state"], set };
}

describe("a call of a tool", () => {
  const states = [
    ["waiting", "Waiting", true],
    ["running", "Running", true],
    ["done", "Done", false],
    ["failed", "Failed", false],
    ["stopped", "Stopped", false],
    ["unanswered", "No result", true],
  ] as const;

  test.for(states)("that is %s says so by a word and an icon of its own, and is open: %s", ([state, word, isOpen]) => {
    const { details, summary } = showAlone({ state });
    expect(summary).toHaveTextContent(`get_weather ${word}`);
    expect([details.dataset["state"], details.open]).toEqual([state, isOpen]);
    expect(summary.querySelectorAll("svg")).toHaveLength(1);
    const others = states.flatMap(([other]) => (other === state ? [] : showAlone({ state: other }).summary));
    const icons = others.map((other) => other.querySelector("svg")!.innerHTML);
    expect(icons).not.toContain(summary.querySelector("svg")!.innerHTML);
  });

  test("shows its arguments as they come, and in lines when they are whole", () => {
    expect(showAlone({ part: { ...call, arguments: '{"city":"P' }, isStreaming: true }).code()).toBe('{"city":"P');
    expect(showAlone().code()).toBe('{\n  "city": "Paris"\n}');
  });

  test.for([
    ["broken", '{"city":'],
    ["a number that JavaScript cannot hold", '{"id":12345678901234567890}'],
    ["a number in another form", '{"n":1.0}'],
    ["no JSON", "ls -la"],
  ])("leaves arguments that are %s as they were sent", ([, given]) => {
    expect(showAlone({ part: { ...call, arguments: given! } }).code()).toBe(given);
  });

  test("without arguments has no box for them", () => {
    expect(showAlone({ part: { ...call, arguments: "" } }).code()).toBeUndefined();
  });

  test("is folded and opened by the reader, by the application, and takes attributes", () => {
    const onOpenChange = vi.fn();
    const ref = createRef<HTMLDetailsElement>();
    const { summary, details } = showAlone({ onOpenChange });
    fireEvent.click(summary);
    expect([details.open, onOpenChange.mock.calls]).toEqual([true, [[true]]]);
    render(<ToolCall ref={ref} part={call} open className={({ state, isOpen }) => `${state}-${isOpen}`} />);
    expect(ref.current).toHaveClass("hw-tool-call", "done-true");
    fireEvent.click(ref.current!.querySelector("summary")!);
    expect(ref.current!.open).toBe(true);
  });

  test("that streams runs, unless told otherwise", () => {
    expect(showAlone({ isStreaming: true }).details.dataset).toMatchObject({ state: "running", status: "streaming" });
  });
});

describe("where a call stands", () => {
  const tool = (rest: object = {}) =>
    createMessage("t", "tool", {
      parts: [{ type: "tool-result", toolCallId: "c", result: "21 °C", ...rest }],
    });
  const other = createMessage("t", "tool", { parts: [{ type: "tool-result", toolCallId: "d", result: "" }] });
  const question = createMessage("q", "user", { parts: [text] });

  test.for<[string, string, Partial<Message>, readonly Message[]]>([
    ["running", "while its answer runs", { status: "streaming" }, []],
    ["done", "with its result", { status: "streaming", parts: [call, result] }, []],
    ["failed", "with a result that says so", { parts: [call, { ...result, isError: true }] }, []],
    ["done", "when the model has gone on without telling the result", { status: "streaming", parts: [call, text] }, []],
    ["stopped", "when the answer was stopped", { status: "aborted" }, []],
    ["stopped", "when the answer failed", { status: "error" }, []],
    ["unanswered", "when the answer is complete and nobody has answered", {}, []],
    ["unanswered", "when the application has answered another one", {}, [other]],
    ["done", "with a result of the application", {}, [tool()]],
    ["done", "with a second result of the application", {}, [other, { ...tool(), id: "t2" }]],
    ["failed", "with a failure of the application", {}, [tool({ isError: true })]],
    ["unanswered", "when the user goes on without a result", {}, [question]],
    ["done", "when the model goes on in a message of its own", {}, [createMessage("n", "assistant"), question]],
    [
      "running",
      "while another call is written",
      { status: "streaming", parts: [call, { ...call, toolCallId: "d" }] },
      [],
    ],
  ])("%s %s", ([expected, , rest, later]) => {
    expect(show(rest, later).state()).toBe(expected);
  });

  test("changes when the result comes in a message of its own", () => {
    const { state, set } = show({});
    expect(state()).toBe("unanswered");
    act(() => set([createMessage("m", "assistant", { parts: [call] }), tool()]));
    expect(state()).toBe("done");
  });
});

describe("the result of a call", () => {
  test("is inside of it, and folds with it", () => {
    const { details, container } = show({ parts: [call, text, result] });
    expect(details().querySelector('[data-part="tool-result"]')).toHaveTextContent("Output21 °C");
    expect(container.querySelectorAll('[data-part="tool-result"]')).toHaveLength(1);
  });

  test("of a call that is not there stands alone, as in messages of tools", () => {
    const { container } = show({ role: "tool", parts: [result] });
    expect(container.querySelector("details")).toBeNull();
    expect(container.querySelector('[data-part="tool-result"]')).toHaveTextContent("21 °C");
  });

  test("follows a call that the application shows in its own way", () => {
    const { container } = show({ parts: [call, result] }, [], { "tool-call": ({ part }) => <b>{part.name}</b> });
    expect(container.querySelector("b")).toHaveTextContent("get_weather");
    expect(container.querySelector("b + [data-part=tool-result]")).toHaveTextContent("21 °C");
  });

  test("that the application shows in its own way is inside the call", () => {
    const { details } = show({ parts: [call, result] }, [], { "tool-result": ({ part }) => <i>{part.result}</i> });
    expect(details().querySelector("i")).toHaveTextContent("21 °C");
  });
});

test("forty calls and their results keep their order", () => {
  const ids = Array.from({ length: 40 }, (_, index) => String(index));
  const parts: MessagePart[] = [
    ...ids.map((toolCallId): MessagePart => ({ ...call, toolCallId, name: `tool_${toolCallId}` })),
    ...ids
      .toReversed()
      .map((toolCallId): MessagePart => ({ type: "tool-result", toolCallId, result: `of ${toolCallId}` })),
  ];
  const { container } = show({ parts });
  const shown = [...container.querySelectorAll("details.hw-tool-call")].map((one) => one.textContent);
  expect(shown).toEqual(ids.map((id) => expect.stringMatching(new RegExp(`^tool_${id} Done.*of ${id}$`, "s"))));
});
