import { describe, expect, it } from "vitest";
import { commonEntity } from "../../src/markdown/common-entities.js";
import { createMarkdown } from "../../src/markdown/document.js";
import { namedEntity } from "../../src/markdown/entities.js";
import { createNamedEntities, entities, type NamedEntities } from "../../src/markdown/named.js";
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
    const names = "amp apos bull copy euro gt hellip larr lt mdash middot nbsp ndash quot rarr times".split(" ");
    for (const name of names) {
      expect(commonEntity(name), name).toBeDefined();
      expect(commonEntity(name), name).toBe(namedEntity(name));
    }
    expect(commonEntity("HilbertSpace")).toBeUndefined();
  });

  it("are packed as steps between code points, more code points and names", () => {
    const named = createEntities("65a,b;c;-1+776d");
    expect(["a", "b", "c", "d", "e"].map(named)).toEqual(["A", "A", "B", "A\u0308", undefined]);
  });
});

describe("a document", () => {
  it("knows common entities by itself, and all with the large table", () => {
    expect(textOf("&copy; &ngE;")).toEqual([{ type: "text", text: "© &ngE;" }]);
    expect(textOf("&copy; &ngE;", namedEntity)).toEqual([{ type: "text", text: "© \u2267\u0338" }]);
  });
});

describe("the entities of a page", () => {
  /** A table that comes when told to. */
  function createLater(): NamedEntities & {
    readonly settle: (isThere: boolean) => Promise<void>;
    readonly loads: () => number;
  } {
    let resolve: (table: NamedEntities["named"]) => void = () => {};
    let reject: (reason: Error) => void = () => {};
    const promise = new Promise<NamedEntities["named"]>((...settlers) => ([resolve, reject] = settlers));
    let loads = 0;
    const entities = createNamedEntities(() => {
      loads++;
      return promise;
    });
    return {
      ...entities,
      loads: () => loads,
      async settle(isThere) {
        if (isThere) resolve(namedEntity);
        else reject(new Error("no network"));
        await promise.catch(() => {});
        await Promise.resolve();
      },
    };
  }

  it("load their table once, when a name is unknown, and tell when it is there", async () => {
    const { named, isLoaded, whenLoaded, settle, loads } = createLater();
    const calls: string[] = [];
    whenLoaded(() => calls.push("first"));
    const stop = whenLoaded(() => calls.push("stopped"));
    expect(textOf("&amp; &rarr;", named)).toEqual([{ type: "text", text: "& →" }]);
    expect(loads()).toBe(0);
    expect(textOf("&ngE; &Zopf;", named)).toEqual([{ type: "text", text: "&ngE; &Zopf;" }]);
    expect([loads(), isLoaded()]).toEqual([1, false]);
    stop();
    await settle(true);
    whenLoaded(() => calls.push("late"));
    expect([loads(), isLoaded(), calls]).toEqual([1, true, ["first"]]);
    expect(textOf("&ngE; &Zopf; &none;", named)).toEqual([{ type: "text", text: "\u2267\u0338 \u2124 &none;" }]);
    expect(loads()).toBe(1);
  });

  it("stay as they are written when their table does not come", async () => {
    const { named, isLoaded, whenLoaded, settle, loads } = createLater();
    const calls: string[] = [];
    whenLoaded(() => calls.push("loaded"));
    expect(named("Zopf")).toBeUndefined();
    await settle(false);
    expect(textOf("&copy; &Zopf;", named)).toEqual([{ type: "text", text: "© &Zopf;" }]);
    expect([loads(), isLoaded(), calls]).toEqual([1, false, []]);
  });

  it("come from the module with all of them", async () => {
    const loaded = new Promise<void>((resolve) => entities.whenLoaded(resolve));
    expect(entities.named("Zopf")).toBeUndefined();
    await loaded;
    expect(entities.named("Zopf")).toBe("\u2124");
  });
});
