import { cleanup, render, screen, waitFor } from "@testing-library/react";
import "katex/dist/katex.min.css";
import { afterEach, describe, expect, test } from "vitest";
import "../../src/components/styles.css";
import { Markdown } from "../../src/index.js";
import { createMath } from "../../src/math/index.js";

afterEach(cleanup);

const extensions = createMath();

describe("formulas in a browser", () => {
  test("keep a strict policy: no inline style, no string that becomes markup", async () => {
    const violations: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => violations.push(violatedDirective));
    const meta = document.createElement("meta");
    meta.httpEquiv = "Content-Security-Policy";
    meta.content = "style-src-attr 'none'; script-src-attr 'none'; require-trusted-types-for 'script'";
    document.head.append(meta);
    const { container } = render(
      <Markdown text={"$\\sqrt{x^2}$\n\n$$\n\\frac{a}{\\color{red} b}\n$$"} extensions={extensions} />,
    );
    await waitFor(() => expect(container.querySelectorAll(".katex")).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(violations).toEqual([]);
    // The policy is in force, and sizes came all the same.
    expect(container.querySelector<HTMLElement>(".katex-strut")!.getBoundingClientRect().height).toBeGreaterThan(5);
    container.setAttribute("style", "color: red");
    await waitFor(() => expect(violations).toEqual(["style-src-attr"]));
  });

  test("that are long scroll in their own box and do not widen the page", async () => {
    const long = Array.from({ length: 60 }, (_, index) => `a_{${index}}`).join(" + ");
    const { container } = render(
      <div className="headwater" data-testid="box">
        <Markdown text={`$$\n${long}\n$$\n\nIn a line: $${long}$ and $\\boxed{${long}}$.`} extensions={extensions} />
      </div>,
    );
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("[data-testid=box] { inline-size: 20rem }");
    document.adoptedStyleSheets = [sheet];
    await waitFor(() => expect(container.querySelectorAll(".katex")).toHaveLength(3));
    expect(screen.getByTestId("box").scrollWidth).toBe(320);
    expect(await screen.findByRole("group", { name: "Formula" })).toHaveProperty("tabIndex", 0);
    document.adoptedStyleSheets = [];
  });
});
