import { act, render, screen } from "@testing-library/react";
import { createRef, StrictMode, type ReactElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ChatProvider, LabelsContext, defaultLabels, WindowedMessageList } from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";
import { removeResizeObserver } from "../helpers/resize.js";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function messages(count: number) {
  return Array.from({ length: count }, (_, at) =>
    createMessage(`m${at}`, at % 2 === 0 ? "user" : "assistant", { parts: [{ type: "text", text: `Message ${at}` }] }),
  );
}

function list(count: number, props: Parameters<typeof WindowedMessageList>[0] = {}): ReactElement {
  return (
    <ChatProvider chat={createTestChat(undefined, { messages: messages(count) }).chat}>
      <WindowedMessageList {...props} />
    </ChatProvider>
  );
}

const german = { ...defaultLabels, conversation: "Unterhaltung" };

const texts = () => screen.queryAllByRole("article").map(({ textContent }) => textContent);

describe("a windowed list of messages", () => {
  test("shows the last messages where nothing can be measured, as in tests without a layout", () => {
    removeResizeObserver();
    render(list(1_000));
    expect(texts()).toEqual(Array.from({ length: 24 }, (_, at) => `Message ${976 + at}`));
    const [item] = screen.getAllByRole("listitem");
    expect([item!.getAttribute("aria-posinset"), item!.getAttribute("aria-setsize")]).toEqual(["977", "1000"]);
  });

  test("is hydrated with the page of the server, without a complaint, and goes on as a window", async () => {
    const complain = vi.spyOn(console, "error").mockImplementation(() => {});
    const page = <StrictMode>{list(100)}</StrictMode>;
    const container = document.createElement("div");
    container.innerHTML = renderToString(page);
    document.body.append(container);
    expect(texts()).toHaveLength(24);
    expect(texts().at(-1)).toBe("Message 99");
    const root = await act(async () => hydrateRoot(container, page));
    // Nothing has a size here.
    expect(texts()).toEqual([]);
    expect(screen.getByRole("list").style.height).toBe("4000px");
    expect(complain.mock.calls).toEqual([]);
    act(() => root.unmount());
    container.remove();
  });

  test("takes the props and words of a list that is not windowed", () => {
    removeResizeObserver();
    const ref = createRef<HTMLDivElement>();
    const { rerender } = render(
      <LabelsContext.Provider value={german}>
        {list(2, { ref, className: "mine", id: "list", renderMessage: (id) => <b>{id}</b> })}
      </LabelsContext.Provider>,
    );
    expect(ref.current).toHaveClass("hw-message-list", "mine");
    expect(ref.current).toHaveAttribute("id", "list");
    expect(ref.current).toHaveAttribute("data-at-end", "true");
    expect(screen.getByRole("log", { name: "Unterhaltung" })).toHaveTextContent("m0m1");
    expect(screen.getByRole("log").parentElement).toHaveAttribute("tabindex", "0");
    rerender(list(0, { empty: "Nothing yet" }));
    expect(screen.getByText("Nothing yet")).toBeVisible();
  });
});
