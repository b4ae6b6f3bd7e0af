import { render } from "@testing-library/react";
import type { CSSProperties } from "react";
import { afterEach, describe, expect, test } from "vitest";
import { checkVariants } from "../../.storybook/variants.js";

/** A page as the decorator of stories makes it. */
function page(style: CSSProperties, text: string, theme: "light" | "dark" = "light"): HTMLElement {
  const { container } = render(
    <main dir="ltr" style={{ colorScheme: theme, color: "CanvasText", background: "Canvas" }}>
      <style>{`[dir="rtl"] .pale { color: #999; background: #fff }`}</style>
      <p style={style} className={text === "Gone pale" ? "pale" : ""}>
        {text}
      </p>
    </main>,
  );
  return container.querySelector("main")!;
}

afterEach(() => {
  document.body.replaceChildren();
});

describe("axe in the variants of a story that are not shown", () => {
  test("finds nothing on a page whose colours follow the theme", async () => {
    await expect(
      checkVariants(page({ color: "CanvasText", background: "Canvas" }, "Hello"), {}),
    ).resolves.toBeUndefined();
  });

  test("finds what can be read in light only, and names theme and direction", async () => {
    const check = checkVariants(page({ color: "#555" }, "Too dark for the dark"), {});
    await expect(check).rejects.toThrow(/dark, ltr:\ncolor-contrast: [^]*Too dark for the dark[^]*\ndark, rtl:\n/);
    await expect(check).rejects.not.toThrow(/light, /);
  });

  test("finds what can be read in dark only, where dark is shown", async () => {
    const check = checkVariants(page({ color: "#aaa" }, "Too light for the light", "dark"), {});
    await expect(check).rejects.toThrow(/light, ltr:\ncolor-contrast/);
  });

  test("finds what can be read from left to right only", async () => {
    const check = checkVariants(page({}, "Gone pale"), {});
    await expect(check).rejects.toThrow(/light, rtl:\ncolor-contrast/);
  });

  test("measures colours that fade when they have arrived", async () => {
    const style = { color: "light-dark(#000, #fff)", background: "light-dark(#fff, #000)", transition: "all 10s" };
    await expect(checkVariants(page(style, "Slowly"), {})).resolves.toBeUndefined();
  });

  test("leaves the page as it was", async () => {
    const main = page({ color: "#aaa" }, "Too light for the light", "dark");
    const before = main.outerHTML;
    await expect(checkVariants(main, {})).rejects.toThrow(/light/);
    expect(main.outerHTML).toBe(before);
  });

  test("leaves out the rules that the story turns off", async () => {
    const rules = [{ id: "color-contrast", enabled: false }];
    await expect(checkVariants(page({ color: "#555" }, "Decoration"), { config: { rules } })).resolves.toBeUndefined();
    await expect(checkVariants(page({ color: "#555" }, "Decoration"), { test: "off" })).resolves.toBeUndefined();
  });
});
