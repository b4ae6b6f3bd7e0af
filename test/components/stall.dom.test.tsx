import { act, render, screen } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ChatPanel, StallNotice, type ChatOptions, type ChatPanelProps } from "../../src/index.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { listen } from "../helpers/announcements.js";
import { createTestChat } from "../helpers/chat.js";
import { answer, delta, done, finish } from "../helpers/openai.js";
import { pass } from "../helpers/steps.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A panel that has asked; no timer runs but those of the silence: nothing limits it. */
async function ask(
  script: ResponseScript,
  { labels, announce, ...options }: Partial<ChatOptions> & Pick<ChatPanelProps, "labels" | "announce"> = {},
) {
  const now = () => Date.now();
  const { chat } = createTestChat(() => script, { now, firstByteTimeout: 0, idleTimeout: 0, ...options });
  const view = render(<ChatPanel chat={chat} labels={labels} announce={announce} />);
  act(() => void chat.send("Hello"));
  await pass(1, 1);
  return { ...view, chat };
}

const notice = () => screen.queryByRole("timer")?.textContent;
const article = () => document.querySelector<HTMLElement>('[data-role="assistant"]')!;

/** Waits of so many ms before the chunks, by their index. */
const waits = (...list: readonly number[]) => ({ delay: (index: number) => list[index] ?? 0 });

describe("a stalled answer", () => {
  test("says while it waits for the first byte how long nothing has come, second by second", async () => {
    await ask({ chunks: [], end: "open" });
    await pass(9_990);
    expect([notice(), article().dataset["stalled"]]).toEqual([undefined, undefined]);
    await pass(20);
    expect([notice(), article().dataset["stalled"]]).toEqual(["No data for 10 s", "true"]);
    expect(article().dataset["status"]).toBe("submitted");
    expect(screen.getByTitle("Waiting for the answer")).toBeInTheDocument();
    await pass(1000);
    expect(notice()).toBe("No data for 11 s");
    await pass(50_000, 500);
    expect(notice()).toBe("No data for 61 s");
  });

  test("says so in the middle, below what has come, until the next word comes", async () => {
    const { chat } = await ask({ chunks: [delta("Once"), delta(" more")], ...waits(0, 12_500), end: "open" });
    await pass(11_500, 100);
    expect(article()).toHaveTextContent(/^OnceNo data for 11 s$/);
    expect(article().dataset["status"]).toBe("streaming");
    expect(screen.queryByTitle("Waiting for the answer")).not.toBeInTheDocument();
    await pass(1500, 100);
    expect([notice(), article().dataset["stalled"]]).toEqual([undefined, undefined]);
    expect(article()).toHaveTextContent(/^Once more$/);
    chat.dispose();
  });

  test("takes one timer, and none before, after, and when the panel is gone", async () => {
    const script: ResponseScript = { chunks: [delta("Once"), delta(" more")], ...waits(0, 15_000), end: "open" };
    const { chat, unmount } = await ask(script, { announce: "off" });
    // The chunk that is still to come, and the watch for the stall.
    expect(vi.getTimerCount()).toBe(2);
    await pass(12_000, 100);
    expect([notice(), vi.getTimerCount()]).toEqual(["No data for 12 s", 2]);
    await pass(4000, 100);
    // The watch for the next stall.
    expect([notice(), vi.getTimerCount()]).toEqual([undefined, 1]);
    await pass(10_000, 100);
    expect([notice(), vi.getTimerCount()]).toEqual(["No data for 11 s", 1]);
    act(() => chat.abort());
    expect([notice(), vi.getTimerCount()]).toEqual([undefined, 0]);
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("leaves no timer when it is unmounted in the middle of a stall", async () => {
    const { unmount } = await ask({ chunks: [delta("Once")], end: "open" }, { announce: "off" });
    await pass(12_000, 100);
    expect(vi.getTimerCount()).toBe(1);
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is told after another silence than ten seconds, or never", async () => {
    const { unmount } = await ask({ chunks: [], end: "open" }, { stallAfter: 3000 });
    await pass(3010);
    expect(notice()).toBe("No data for 3 s");
    unmount();
    await ask({ chunks: [], end: "open" }, { stallAfter: 0 });
    await pass(60_000, 500);
    expect(notice()).toBeUndefined();
  });

  test("says so in the application's own words", async () => {
    await ask({ chunks: [], end: "open" }, { labels: { stalled: "Seit {seconds} s still" } });
    await pass(10_100, 100);
    expect(notice()).toBe("Seit 10 s still");
  });

  test("has no notice any more once it has failed, and the error says what happened", async () => {
    await ask({ chunks: [delta("Once")], end: "open" }, { idleTimeout: 20_000 });
    await pass(19_500, 100);
    expect(notice()).toBe("No data for 19 s, giving up in 1 s");
    await pass(1000, 100);
    expect(notice()).toBeUndefined();
    const alert = screen.getByRole("alert");
    expect(alert).toHaveTextContent(/^The server went silent.*20 s\.Try again$/);
    expect(alert).toHaveAttribute("data-error", "timeout");
    expect(article()).toHaveTextContent(/^Once/);
  });
});

describe("a screen reader hears", () => {
  test("of a stall once, not each second, and then that the answer goes on", async () => {
    await ask({ chunks: [...answer("One", " two")], ...waits(15_000, 12_000) });
    const heard = listen(screen.getByRole("status"));
    await pass(40_000, 100);
    expect(heard).toEqual([
      "Waiting for the answer",
      "No data for 10 s",
      "Answering",
      "No data for 10 s",
      "Answering",
      "One two",
      "Answer finished, 27 s",
    ]);
  });

  test("that the server has answered, when only a comment ends the stall", async () => {
    await ask({ chunks: [": ping\n\n"], ...waits(11_000), end: "open" });
    const heard = listen(screen.getByRole("status"));
    await pass(13_000, 100);
    expect(heard).toEqual(["Waiting for the answer", "No data for 10 s", "Waiting for the answer"]);
  });

  test("that the answer was cut off, not that it is finished", async () => {
    await ask({ chunks: [delta("One"), finish.replace("stop", "length"), done] });
    await pass(10);
    expect(screen.getByRole("status")).toHaveTextContent(/Stopped at the length limit$/);
  });
});

test("a notice of its own needs no chat, and shows nothing without a stall", () => {
  const { rerender, container } = render(<StallNotice since={undefined} />);
  expect(container).toBeEmptyDOMElement();
  rerender(<StallNotice since={Date.now() - 12_000} />);
  expect(notice()).toBe("No data for 12 s");
  // As all parts do, it takes attributes, a ref, a look by its state and another element.
  const ref = createRef<HTMLParagraphElement>();
  const look = ({ seconds }: { seconds: number }) => `after-${seconds}`;
  rerender(<StallNotice ref={ref} since={Date.now() - 12_000} className={look} id="quiet" render={<footer />} />);
  expect(ref.current!.outerHTML).toMatch(/^<footer class="hw-stall after-12" role="timer" id="quiet">/);
});
