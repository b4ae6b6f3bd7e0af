import { vi } from "vitest";

/** Makes the browser one that does not size fields by their content, as Firefox and Safari before 26, until mocks are restored and sheets are taken away. */
export function withoutFieldSizing(): void {
  const supports = CSS.supports.bind(CSS);
  vi.spyOn(CSS, "supports").mockImplementation((...query: string[]) =>
    query[0] === "field-sizing" ? false : supports(...(query as [string])),
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".hw-input { field-sizing: fixed !important }");
  document.adoptedStyleSheets = [sheet];
}
