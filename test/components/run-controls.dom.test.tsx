import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createRef } from "react";
import { describe, expect, test } from "vitest";
import { ChatProvider, RunControls, type RunControlsProps } from "../../src/index.js";
import { createTestChat, numbered, transcript, type Play } from "../helpers/chat.js";
import { delta } from "../helpers/openai.js";

function setUp(play: Play, props: RunControlsProps = {}) {
  const { chat } = createTestChat(play);
  const ref = createRef<HTMLDivElement>();
  render(
    <ChatProvider chat={chat}>
      <RunControls {...props} ref={ref} className="mine" id="controls" />
    </ChatProvider>,
  );
  return { chat, element: ref.current!, user: userEvent.setup() };
}

const buttons = () => screen.queryAllByRole("button").map((button) => button.textContent);

describe("run controls", () => {
  test("say where the answer stands and offer what can be done", async () => {
    const { chat, element, user } = setUp((request, index) =>
      index === 0
        ? { chunks: [delta("a")], end: "open" }
        : index === 1
          ? { chunks: [], status: 500 }
          : numbered(request, index),
    );
    const look = () => [element.dataset["status"], element.querySelector("span")!.textContent, buttons()];
    expect(look()).toEqual(["idle", "", []]);
    act(() => void chat.send("Hello"));
    expect(look()).toEqual(["submitted", "Waiting for the answer", ["Stop"]]);
    await user.click(await screen.findByRole("button", { name: "Stop" }));
    expect(look()).toEqual(["aborted", "Stopped", ["Try again"]]);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText("The answer failed");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText("Answer finished");
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Answer 3 (done)"]);
    expect([element.id, element.classList.contains("mine")]).toEqual(["controls", true]);
  });

  test("offer only what they are told to", async () => {
    const { chat } = setUp(() => ({ chunks: [], end: "open" }), { restartOn: ["error"], showStop: false });
    act(() => void chat.send("Hello"));
    expect(buttons()).toEqual([]);
    act(() => chat.abort());
    expect(buttons()).toEqual([]);
  });
});
