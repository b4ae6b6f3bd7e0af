import { createRequire } from "node:module";

/** An example of the CommonMark specification: Markdown and the HTML that it stands for. */
export interface Example {
  readonly number: number;
  readonly section: string;
  readonly markdown: string;
  readonly html: string;
}

interface Specification {
  readonly tests: readonly Example[];
}

const require = createRequire(import.meta.url);

/** The 652 examples of CommonMark 0.31.2. */
export const examples: readonly Example[] = (require("commonmark-spec") as Specification).tests.map((example) => ({
  ...example,
  markdown: example.markdown.replaceAll("→", "\t"),
  html: example.html.replaceAll("→", "\t"),
}));
