import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import "../../src/components/styles.css";
import { GrowingText } from "../../src/components/growing-text.js";

afterEach(cleanup);

function show(text: string) {
  const { container } = render(
    <div className="headwater" style={{ inlineSize: 400 }}>
      <div className="hw-text">
        <GrowingText text={text} />
      </div>
      <div className="hw-text">{text}</div>
    </div>,
  );
  const [cut, whole] = container.querySelectorAll<HTMLElement>(".hw-text");
  return { cut: cut!, whole: whole! };
}

test("a long plain text stands in boxes, and looks as if it did not", () => {
  const { cut, whole } = show(
    Array.from({ length: 400 }, (_, at) => `Line ${at}, of some words.\n${at % 7 ? "" : "\n"}`).join(""),
  );
  const boxes = [...cut.children].map((box) => getComputedStyle(box).display);
  expect(boxes.length).toBeGreaterThan(4);
  expect(new Set(boxes.slice(0, -1))).toEqual(new Set(["inline-block"]));
  expect(cut.offsetHeight).toBe(whole.offsetHeight);
  expect(cut.innerText).toBe(whole.innerText);
});

test("a line that is too long for one box goes on where it was cut", () => {
  const { cut, whole } = show("word ".repeat(8_000).trim());
  expect(cut.children.length).toBeGreaterThan(1);
  expect(cut.offsetHeight).toBe(whole.offsetHeight);
  expect(cut.innerText).toBe(whole.innerText);
});
