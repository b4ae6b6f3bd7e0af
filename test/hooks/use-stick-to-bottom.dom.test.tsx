import { act, fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { useStickToBottom } from "../../src/hooks/index.js";
import { resize, watching } from "../helpers/resize.js";

function List() {
  const { scrollerRef, contentRef, isAtEnd, scrollToEnd } = useStickToBottom();
  return (
    <>
      <div ref={scrollerRef} data-testid="scroller">
        <ol ref={contentRef} />
      </div>
      <output>{isAtEnd ? "at the end" : "away"}</output>
      <button onClick={scrollToEnd}>Jump</button>
    </>
  );
}

/** A list in a window of 100 px whose content grows as told. jsdom has no layout: sizes are set by hand. */
function setUp(height: number = 500) {
  const view = render(<List />);
  const scroller = screen.getByTestId("scroller");
  let content = height;
  let top = 0;
  Object.defineProperties(scroller, {
    clientHeight: { get: () => 100 },
    scrollHeight: { get: () => content },
    scrollTop: {
      get: () => top,
      set: (value: number) => {
        top = Math.max(0, Math.min(value, content - 100));
      },
    },
  });
  return {
    ...view,
    top: () => top,
    state: () => screen.getByRole("status").textContent,
    grow(by: number) {
      content += by;
      act(resize);
    },
    scrollTo(value: number) {
      scroller.scrollTop = value;
      fireEvent.scroll(scroller);
    },
    wheel: (deltaY: number) => fireEvent.wheel(scroller, { deltaY }),
  };
}

describe("a list that sticks to its end", () => {
  test("follows growing content", () => {
    const list = setUp();
    list.grow(100);
    expect(list.top()).toBe(500);
    list.grow(300);
    expect([list.top(), list.state()]).toEqual([800, "at the end"]);
  });

  test("lets the reader go who scrolls up, even by little", () => {
    const list = setUp();
    list.grow(0);
    list.scrollTo(395);
    expect(list.state()).toBe("away");
    list.grow(300);
    expect(list.top()).toBe(395);
  });

  test("lets the reader go who turns the wheel up", () => {
    const list = setUp();
    list.grow(0);
    list.wheel(-1);
    list.grow(300);
    expect([list.state(), list.top()]).toEqual(["away", 400]);
  });

  test("does not take a wheel turned down for leaving", () => {
    const list = setUp();
    list.grow(0);
    list.wheel(1);
    list.grow(300);
    expect([list.state(), list.top()]).toEqual(["at the end", 700]);
  });

  test("takes a wheel turned up for nothing where nothing can scroll", () => {
    const list = setUp(50);
    list.wheel(-1);
    expect(list.state()).toBe("at the end");
  });

  test("holds the reader again who comes back to the end", () => {
    const list = setUp();
    list.grow(0);
    list.scrollTo(100);
    list.scrollTo(380);
    expect(list.state()).toBe("at the end");
    list.grow(300);
    expect(list.top()).toBe(700);
  });

  test("stays with the end when content shrinks, which moves the view up too", () => {
    const list = setUp();
    list.grow(0);
    list.grow(-200);
    list.scrollTo(200);
    expect(list.state()).toBe("at the end");
    list.grow(300);
    expect(list.top()).toBe(500);
  });

  test("goes to the end when asked, and sticks again", () => {
    const list = setUp();
    list.grow(0);
    list.scrollTo(0);
    fireEvent.click(screen.getByText("Jump"));
    expect([list.top(), list.state()]).toEqual([400, "at the end"]);
    list.grow(300);
    expect(list.top()).toBe(700);
  });

  test("watches nothing any more when it is gone", () => {
    const before = watching();
    const list = setUp();
    expect(watching()).toBe(before + 1);
    list.unmount();
    expect(watching()).toBe(before);
  });
});
