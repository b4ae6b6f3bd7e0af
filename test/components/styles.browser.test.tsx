import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import sheet from "../../src/components/styles.css?inline";
import { ChatPanel, StageTimeline, type Message, type Stage } from "../../src/index.js";
import { createMessage } from "../../src/core.js";
import paper from "../../src/themes/paper.css?inline";
import pebble from "../../src/themes/pebble.css?inline";
import shadcn from "../../src/themes/shadcn.css?inline";
import terminal from "../../src/themes/terminal.css?inline";
import { contrast, luminance } from "../helpers/contrast.js";

const themes = { paper, pebble, shadcn, terminal };
const sheets = Object.entries({ "styles.css": sheet, ...themes });

/** Of shadcn/ui, as its command writes them for Tailwind 4 ("neutral"). */
const shadcnColors = {
  light:
    "--background: oklch(1 0 0); --foreground: oklch(0.145 0 0); --primary: oklch(0.205 0 0); --primary-foreground: oklch(0.985 0 0);" +
    "--muted: oklch(0.97 0 0); --muted-foreground: oklch(0.556 0 0); --destructive: oklch(0.577 0.245 27.325); --border: oklch(0.922 0 0); --radius: 0.625rem",
  dark:
    "--background: oklch(0.145 0 0); --foreground: oklch(0.985 0 0); --primary: oklch(0.922 0 0); --primary-foreground: oklch(0.205 0 0);" +
    "--muted: oklch(0.269 0 0); --muted-foreground: oklch(0.708 0 0); --destructive: oklch(0.704 0.191 22.216); --border: oklch(1 0 0 / 10%); --radius: 0.625rem",
};

interface FoundRule {
  readonly rule: CSSRule;
  readonly parents: readonly CSSRule[];
}

function* allRules(rules: Iterable<CSSRule>, parents: readonly CSSRule[] = []): Generator<FoundRule> {
  for (const rule of rules) {
    yield { rule, parents };
    // The steps of an animation are no rules for elements.
    if ("cssRules" in rule && !(rule instanceof CSSKeyframesRule)) {
      yield* allRules((rule as CSSGroupingRule).cssRules, [...parents, rule]);
    }
  }
}

function parse(css: string): FoundRule[] {
  const parsed = new CSSStyleSheet();
  parsed.replaceSync(css);
  return [...allRules(parsed.cssRules)];
}

/** The selectors of a list, without what stands in brackets; each that one may begin with is one of its own. */
function bareSelectors(list: string): string[] {
  let bare = list.replace(/"[^"]*"/g, "").replace(/(^|, )(?::is|:where)\(([^()]*)\)/g, "$1$2");
  for (let before = ""; before !== bare;) {
    before = bare;
    bare = bare.replace(/\([^()]*\)|\[[^[\]]*\]/g, "");
  }
  return bare.split(",").map((selector) => selector.trim());
}

function styleRules(css: string): { rule: CSSStyleRule; parents: readonly CSSRule[] }[] {
  return parse(css).flatMap(({ rule, parents }) => (rule instanceof CSSStyleRule ? [{ rule, parents }] : []));
}

/** Rules that hold others, or declarations within one of ours. */
const grouping = new Set([
  "CSSMediaRule",
  "CSSContainerRule",
  "CSSSupportsRule",
  "CSSStartingStyleRule",
  "CSSNestedDeclarations",
]);

/** What would reach beyond our own elements, in words. */
function complaints(css: string): string[] {
  const found: string[] = [];
  for (const { rule, parents } of parse(css)) {
    if (rule instanceof CSSKeyframesRule) {
      if (!rule.name.startsWith("hw-")) found.push(`keyframes ${rule.name}`);
    } else if (rule instanceof CSSLayerBlockRule) {
      if (rule.name !== "headwater" || parents.length > 0) found.push(`layer ${rule.name}`);
    } else if (!(parents[0] instanceof CSSLayerBlockRule)) {
      found.push(`outside of the layer: ${rule.constructor.name} ${rule.cssText.slice(0, 40)}`);
    } else if (!(rule instanceof CSSStyleRule || grouping.has(rule.constructor.name))) {
      found.push(`${rule.constructor.name} ${rule.cssText.slice(0, 40)}`);
    }
    // What is nested in a rule of ours reaches no further than it.
    if (rule instanceof CSSStyleRule && !parents.some((parent) => parent instanceof CSSStyleRule)) {
      for (const selector of bareSelectors(rule.selectorText)) {
        if (!/^\.headwater(?![\w-])|\.hw-/.test(selector)) found.push(`selector ${rule.selectorText}`);
      }
    }
    const style = rule instanceof CSSKeyframesRule || !("style" in rule) ? [] : (rule.style as CSSStyleDeclaration);
    const isReduced = parents.some(
      (parent) => parent instanceof CSSMediaRule && parent.media.mediaText === "(prefers-reduced-motion: reduce)",
    );
    for (const name of style) {
      if (!isReduced && (style as CSSStyleDeclaration).getPropertyPriority(name) !== "")
        found.push(`important ${name}`);
      if (name.startsWith("--") && !/^--(?:hw-|_)/.test(name)) found.push(`variable ${name}`);
    }
  }
  return found;
}

describe("what the style sheets touch", () => {
  test.each(sheets)("%s has rules for our own elements only, in one layer", (_, css) => {
    expect(styleRules(css).length).toBeGreaterThan(0);
    expect(complaints(css)).toEqual([]);
  });

  test.each(sheets)("%s reads variables of ours only", (name, css) => {
    const read = new Set(Array.from(css.matchAll(/var\(\s*(--[\w-]+)/g), ([, variable = ""]) => variable));
    const foreign = [...read].filter((variable) => !/^--(?:hw-|_)/.test(variable));
    const given = Array.from(shadcnColors.light.matchAll(/--[\w-]+/g), ([variable]) => variable);
    expect(foreign.toSorted()).toEqual(name === "shadcn" ? given.toSorted() : []);
  });

  test("the sheet sets no public variable, so that any parent can", () => {
    const set = styleRules(sheet).flatMap(({ rule }) => [...rule.style].filter((name) => name.startsWith("--hw-")));
    expect(set).toEqual([]);
  });

  test.each([
    [".button { color: red }", "outside of the layer"],
    ["@layer headwater { button { color: red } }", "selector button"],
    ["@layer headwater { .hw-button, a { color: red } }", "selector .hw-button, a"],
    ["@layer headwater { :is(.hw-button, a) > b { color: red } }", "selector :is(.hw-button, a) > b"],
    ["@layer headwater { a:not(.hw-button) { color: red } }", "selector a:not(.hw-button)"],
    ["@layer headwater { .headwater-page { color: red } }", "selector .headwater-page"],
    ["@layer headwater { :root { --hw-accent: red } }", "selector :root"],
    ["@layer headwater { .headwater { --accent: red } }", "variable --accent"],
    ["@layer headwater { .headwater { color: red !important } }", "important color"],
    ["@layer headwater { .headwater { @media print { --gap: 1px } } }", "variable --gap"],
    ["@layer base { .headwater { color: red } }", "layer base"],
    ["@keyframes spin { to { rotate: 1turn } }", "keyframes spin"],
    ["@font-face { font-family: x }", "CSSFontFaceRule"],
    ['@property --hw-x { syntax: "*"; inherits: false }', "CSSPropertyRule"],
  ])("the check sees %s", (css, complaint) => {
    expect(complaints(css).join()).toContain(complaint);
  });
});

/** Pairs of colours, and the contrast that each needs: 4.5 for words, 3 for what bounds a control. */
const pairs: readonly (readonly [front: string, back: string, least: number])[] = [
  ["text", "surface", 4.5],
  ["text", "raised", 4.5],
  ["text", "danger-surface", 4.5],
  ["muted", "surface", 4.5],
  ["muted", "raised", 4.5],
  ["accent", "surface", 4.5],
  ["on-accent", "accent", 4.5],
  ["danger", "surface", 4.5],
  ["danger", "danger-surface", 4.5],
  ["edge", "surface", 3],
];

afterEach(() => {
  cleanup();
  document.adoptedStyleSheets = [];
  document.documentElement.removeAttribute("style");
});

function apply(theme: string, scheme: "light" | "dark"): void {
  document.documentElement.setAttribute("style", `color-scheme: ${scheme}; ${shadcnColors[scheme]}`);
  document.adoptedStyleSheets = [sheet, theme].map((css) => {
    const adopted = new CSSStyleSheet();
    adopted.replaceSync(css);
    return adopted;
  });
}

const conversation: readonly Message[] = [
  createMessage("1", "user", { parts: [{ type: "text", text: "Question" }] }),
  createMessage("2", "assistant", {
    parts: [{ type: "text", text: "Answer with `code`, a [link](https://a.example) and words" }],
  }),
];

/** The colour behind an element. */
function background(element: Element): string {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (color !== "rgba(0, 0, 0, 0)") return color;
  }
  throw new Error("Nothing has a background.");
}

describe.each(Object.entries({ none: "", ...themes }))("theme: %s", (_, css) => {
  test.each(["light", "dark"] as const)("its colours have the contrast that they need, in %s", (scheme) => {
    apply(css, scheme);
    const { container } = render(
      <div className="headwater">
        <i />
      </div>,
    );
    const sample = container.querySelector("i")!;
    const color = (name: string) => {
      sample.style.color = `var(--_${name})`;
      return getComputedStyle(sample).color;
    };
    expect(luminance(color("surface")) > 0.5).toBe(scheme === "light");
    const tooLow = pairs
      .map(([front, back, least]) => ({ front, back, least, contrast: contrast(color(front), color(back)) }))
      .filter(({ least, contrast: measured }) => measured < least);
    expect(tooLow).toEqual([]);
  });

  test.each(["light", "dark"] as const)("the words of a conversation can be read, in %s", (scheme) => {
    apply(css, scheme);
    const { container } = render(<ChatPanel endpoint="/none" messages={conversation} />);
    const words = [
      ...container.querySelectorAll(".hw-text, .hw-text p, .hw-text code, .hw-text a, .hw-input, .hw-send"),
    ];
    expect(words.length).toBeGreaterThanOrEqual(7);
    const tooLow = words
      .map(
        (element) =>
          [element.outerHTML.slice(0, 80), contrast(getComputedStyle(element).color, background(element))] as const,
      )
      .filter(([, measured]) => measured < 4.5);
    expect(tooLow).toEqual([]);
  });
});

/** Of Tailwind's reset, what reaches into other people's elements. */
const reset = `
  *, ::before, ::after { margin: 0; padding: 0; border: 0 solid; }
  h1, h2, h3, h4, h5, h6 { font-size: inherit; font-weight: inherit; }
  a { color: inherit; text-decoration: inherit; }
  ol, ul { list-style: none; }
  button, input, textarea { font: inherit; color: inherit; border-radius: 0; background-color: transparent; }
  code, pre { font-family: monospace; font-size: 1em; }
  img, svg { display: block; vertical-align: middle; }
`;

describe("a page with a reset in a layer below ours", () => {
  const rich = createMessage("3", "assistant", {
    parts: [
      {
        type: "text",
        text: "## Title\n\n1. one\n2. two\n   - inner\n\n- [link](https://a.example)\n\n`code`\n\n```js\nlet a;\n```\n\n> quote",
      },
    ],
    sources: [
      { id: "a", kind: "web", title: "A page", url: "https://a.example" },
      { id: "b", kind: "file", title: "A file" },
    ],
  });
  const names = [
    "display",
    "padding",
    "border-width",
    "margin-block",
    "list-style-type",
    "text-decoration-line",
    "font-weight",
    "font-family",
    "color",
  ];

  test("does not see its lists, links and buttons changed", () => {
    apply("", "light");
    const { container } = render(<ChatPanel endpoint="/none" messages={[...conversation, rich]} />);
    const look = () =>
      [...container.querySelectorAll(".headwater *")].map((element) => {
        const style = getComputedStyle(element);
        return [element.tagName, element.className, ...names.map((name) => style.getPropertyValue(name))].join(" | ");
      });
    const before = look();
    expect(before.filter((line) => /\| (?:decimal|circle|disc) \|/.test(line)).length).toBeGreaterThan(5);
    expect(before.filter((line) => /^OL \| hw-sources \|.*\| decimal \|/.test(line)).length).toBe(1);
    const page = new CSSStyleSheet();
    page.replaceSync(`@layer base { ${reset} }`);
    document.adoptedStyleSheets = [page, ...document.adoptedStyleSheets];
    expect(look()).toEqual(before);
  });
});

describe("a page that runs from right to left", () => {
  test("has the tail of every bubble on its own side, whatever language is in it", () => {
    apply("", "light");
    const { container } = render(
      <div dir="rtl">
        <ChatPanel
          endpoint="/none"
          messages={[
            createMessage("1", "user", { parts: [{ type: "text", text: "Question" }] }),
            createMessage("2", "user", { parts: [{ type: "text", text: "سؤال" }] }),
          ]}
        />
      </div>,
    );
    const tails = [...container.querySelectorAll(".hw-text")].map((bubble) => {
      const style = getComputedStyle(bubble);
      return [style.borderBottomLeftRadius, style.borderBottomRightRadius];
    });
    expect(tails).toEqual([
      ["4px", "14px"],
      ["4px", "14px"],
    ]);
  });
});

describe("a timeline in a narrow place", () => {
  const stage = (id: string, startedAt: number, endedAt: number): Stage => ({
    id,
    text: "Compares what was noted with the law and says what differs",
    status: "done",
    sources: [],
    startedAt,
    endedAt,
  });

  test.each([
    [300, true],
    [800, false],
  ])("of %i px has its bars below the words: %s", (width, isBelow) => {
    apply("", "light");
    const { container } = render(
      <div className="headwater" style={{ width }}>
        <StageTimeline stages={[stage("a", 0, 2000), stage("b", 2000, 5000)]} open />
      </div>,
    );
    const words = container.querySelector(".hw-stage-name")!.getBoundingClientRect();
    const bar = container.querySelector(".hw-track")!.getBoundingClientRect();
    expect(bar.top >= words.bottom).toBe(isBelow);
    expect(words.width).toBeGreaterThan(width * 0.6);
  });
});

describe("the variables", () => {
  test("each can be set on any parent", () => {
    apply("", "light");
    const names = new Set(Array.from(sheet.matchAll(/var\(\s*--hw-([\w-]+)/g), ([, name = ""]) => name));
    const { container } = render(
      <div
        style={Object.fromEntries([...names].map((name) => [`--hw-${name}`, name === "font" ? "monospace" : "12px"]))}
      >
        <div className="headwater" />
      </div>,
    );
    const style = getComputedStyle(container.querySelector(".headwater")!);
    const unset = [...names]
      .filter((name) => sheet.includes(`--_${name}:`))
      .filter((name) => style.getPropertyValue(`--_${name}`) !== "12px");
    expect(unset).toEqual([]);
    expect([style.fontFamily, style.lineHeight]).toEqual(["monospace", "12px"]);
  });

  test("without the variables of shadcn/ui its sheet changes no colour", () => {
    const colors = (css: string) => {
      apply(css, "light");
      document.documentElement.setAttribute("style", "color-scheme: light");
      const { container, unmount } = render(<div className="headwater" />);
      const style = getComputedStyle(container.querySelector(".headwater")!);
      const values = pairs
        .flatMap(([front, back]) => [front, back])
        .map((name) => style.getPropertyValue(`--_${name}`));
      unmount();
      return [...values, style.getPropertyValue("--_radius")];
    };
    expect(colors(shadcn)).toEqual(colors(""));
  });

  test("density: messages stand closer, in smaller letters", () => {
    apply("", "light");
    const { container, rerender } = render(<ChatPanel endpoint="/none" messages={conversation} density="compact" />);
    const look = () => {
      const list = getComputedStyle(container.querySelector(".hw-messages")!);
      return [list.rowGap, getComputedStyle(container.querySelector(".hw-text")!).fontSize];
    };
    expect(look()).toEqual(["12px", "14px"]);
    rerender(<ChatPanel endpoint="/none" messages={conversation} density="comfortable" />);
    expect(look()).toEqual(["24px", "16px"]);
    rerender(
      <ChatPanel endpoint="/none" messages={conversation} density="compact" style={{ "--hw-gap": "2rem" } as object} />,
    );
    expect(look()[0]).toBe("48px");
  });
});
