import { describe, expect, it } from "vitest";
import { groupsToHtml } from "./html.js";
import { read, stream } from "./read.js";
import { examples } from "./spec.js";

/** Raw HTML is text to us, but the blocks and inlines of it are where CommonMark has them. */
const options = { bareLinks: false };

describe("the examples of CommonMark 0.31.2", () => {
  it("are all there", () => {
    expect(examples).toHaveLength(652);
  });

  it.each(examples)("$number: $section", ({ markdown, html }) => {
    expect(groupsToHtml(read(markdown, options))).toBe(html);
  });

  it("are the same when they arrive character by character", () => {
    const other = examples.filter(({ markdown, html }) => groupsToHtml(stream(markdown, undefined, options)) !== html);
    expect(other.map(({ number }) => number)).toEqual([]);
  });
});
