import { act, createEvent, fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { useStickToBottom } from "../../src/hooks/index.js";
import { resize, watching } from "../helpers/resize.js";

function List() {
  const { scrollerRef, contentRef, isAtEnd, scrollToEnd } = useStickToBottom();
  return (
    <>
      <div ref={scrollerRef} data-testid="scroller">
        <ol ref={contentRef} data-testid="content">
          <li>Words</li>
        </ol>
        <textarea />
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
    clientWidth: { get: () => 100 },
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
    key: (key: object) => fireEvent.keyDown(scroller, key),
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

  test.each([{ key: "PageUp" }, { key: "ArrowUp" }, { key: "Home" }, { key: " ", shiftKey: true }])(
    "lets the reader go who presses $key, before anything has moved",
    (key) => {
      const list = setUp();
      list.grow(0);
      list.key(key);
      // Of what was set before, and of the first frame of smooth scrolling.
      list.scrollTo(400);
      list.scrollTo(399.5);
      list.grow(300);
      expect([list.state(), list.top()]).toEqual(["away", 399.5]);
    },
  );

  test.each([{ key: "PageDown" }, { key: " " }, { key: "a" }])("does not take $key for leaving", (key) => {
    const list = setUp();
    list.grow(0);
    list.key(key);
    list.grow(300);
    expect([list.state(), list.top()]).toEqual(["at the end", 700]);
  });

  test("does not take keys for leaving that another has taken, or that are pressed elsewhere or in a field", () => {
    const list = setUp();
    list.grow(0);
    fireEvent.keyDown(document.body, { key: "PageUp" });
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "ArrowUp" });
    const taken = createEvent.keyDown(screen.getByTestId("scroller"), { key: "PageUp" });
    taken.preventDefault();
    fireEvent(screen.getByTestId("scroller"), taken);
    expect(list.state()).toBe("at the end");
  });

  test("does not take zooming for leaving", () => {
    const list = setUp();
    list.grow(0);
    fireEvent.wheel(screen.getByTestId("scroller"), { deltaY: -10, ctrlKey: true });
    expect(list.state()).toBe("at the end");
  });

  test("lets the reader go who scrolls up by less than a pixel at a time", () => {
    const list = setUp();
    list.grow(0);
    for (const top of [399.5, 399, 398.5]) list.scrollTo(top);
    expect(list.state()).toBe("away");
  });

  test("holds the reader again who comes back by less than a pixel at a time", () => {
    const list = setUp();
    list.grow(0);
    list.scrollTo(398);
    expect(list.state()).toBe("away");
    for (const top of [398.5, 399, 399.5]) list.scrollTo(top);
    expect(list.state()).toBe("at the end");
  });

  test("does not move under a finger or a pressed button, and follows again once it is gone", () => {
    const list = setUp();
    list.grow(0);
    for (const [press, release] of [
      ["touchStart", "touchEnd"],
      ["touchStart", "touchCancel"],
      ["mouseDown", "mouseUp"],
      ["mouseDown", "dragEnd"],
    ] as const) {
      const before = list.top();
      fireEvent[press](screen.getByTestId("content"));
      list.grow(300);
      expect(list.top()).toBe(before);
      act(() => void fireEvent[release](document.body));
      expect(list.top()).toBe(before + 300);
    }
  });

  test.each([100, -1])("lets the reader go who presses the scroll bar, on either side (%i)", (offsetX) => {
    const list = setUp();
    list.grow(0);
    const scroller = screen.getByTestId("scroller");
    const press = (x: number) => {
      const event = createEvent.mouseDown(scroller);
      Object.defineProperty(event, "offsetX", { value: x });
      fireEvent(scroller, event);
    };
    press(50);
    act(() => void fireEvent.mouseUp(scroller));
    expect(list.state()).toBe("at the end");
    press(offsetX);
    list.grow(300);
    expect([list.state(), list.top()]).toEqual(["away", 400]);
    // No release followed.
    list.scrollTo(700);
    list.grow(300);
    expect([list.state(), list.top()]).toEqual(["at the end", 1000]);
  });

  test("lets the reader go who selects words in it, once it would move them", () => {
    const list = setUp();
    list.grow(0);
    getSelection()!.selectAllChildren(screen.getByTestId("content"));
    list.grow(0);
    expect(list.state()).toBe("at the end");
    list.grow(300);
    expect([list.state(), list.top()]).toEqual(["away", 400]);
    getSelection()!.removeAllRanges();
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
