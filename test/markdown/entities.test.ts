import { describe, expect, it } from "vitest";
import { commonEntity } from "../../src/markdown/common-entities.js";
import { createMarkdown } from "../../src/markdown/document.js";
import { namedEntity } from "../../src/markdown/entities.js";
import { createEntities } from "../../src/markdown/pack.js";

function textOf(source: string, named?: (name: string) => string | undefined): unknown {
  const document = createMarkdown(named ? { named } : {});
  document.append(source);
  document.end();
  const [block] = document.blocks().flat();
  return block?.type === "paragraph" ? block.runs.flat() : undefined;
}

describe("the tables of entities", () => {
  it.each([
    ["amp", "&"],
    ["nbsp", "\u00a0"],
    ["Tab", "\t"],
    ["NewLine", "\n"],
    ["fjlig", "fj"],
    ["ngE", "\u2267\u0338"],
    ["ThickSpace", "\u205f\u200a"],
    ["Zopf", "\u2124"],
    ["zopf", "\u{1d56b}"],
    ["CounterClockwiseContourIntegral", "\u2233"],
    ["zwnj", "\u200c"],
    ["bne", "=\u20e5"],
  ])("know %s", (name, value) => {
    expect(namedEntity(name)).toBe(value);
  });

  it("know no other names, not even those of objects", () => {
    for (const name of ["", "AMP1", "constructor", "__proto__", "toString", "Amp", "a"]) {
      expect(namedEntity(name), name).toBeUndefined();
      expect(commonEntity(name), name).toBeUndefined();
    }
  });

  it("agree, where the small one has a name", () => {
    const names = "quot apos hellip euro copy szlig Omega thetasym diams zwj there4 lang".split(" ");
    for (const name of names) expect(commonEntity(name), name).toBe(namedEntity(name));
    expect(commonEntity("HilbertSpace")).toBeUndefined();
  });

  it("are packed as steps between code points, more code points and names", () => {
    const named = createEntities("65a,b;c;-1+776d");
    expect(["a", "b", "c", "d", "e"].map(named)).toEqual(["A", "A", "B", "A\u0308", undefined]);
  });
});

describe("a document", () => {
  it("knows the entities of HTML 4 by itself, and all with the large table", () => {
    expect(textOf("&copy; &ngE;")).toEqual([{ type: "text", text: "© &ngE;" }]);
    expect(textOf("&copy; &ngE;", namedEntity)).toEqual([{ type: "text", text: "© \u2267\u0338" }]);
  });
});
