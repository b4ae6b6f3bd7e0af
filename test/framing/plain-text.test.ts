import { expect, test } from "vitest";
import { plainText } from "../../src/framing/plain-text.js";
import { cutFrames } from "../helpers/frames.js";

test("every chunk of text is a frame, as it comes", () => {
  expect(cutFrames(plainText, ["Hello ", "data: x\n\n", "{"])).toEqual({
    frames: [
      { data: "Hello ", plain: true },
      { data: "data: x\n\n", plain: true },
      { data: "{", plain: true },
    ],
    complete: true,
  });
});

test("a body of nothing has no frames", () => {
  expect(cutFrames(plainText, ["", ""])).toEqual({ frames: [], complete: true });
});

test("a page or a picture is refused", () => {
  expect(() => cutFrames(plainText, [], "text/html")).toThrow("an HTML page");
  expect(() => cutFrames(plainText, [], "image/png")).toThrow("image/png");
});
