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

/** Where the package is: installed, or where `COMMONMARK_SPEC` says. */
function resolve(require: NodeJS.Require): string {
  try {
    return require.resolve("commonmark-spec");
  } catch (error) {
    const place = process.env["COMMONMARK_SPEC"];
    if (place === undefined) throw error;
    return require.resolve(place);
  }
}

const require = createRequire(import.meta.url);

/** The 652 examples of CommonMark 0.31.2, from the package `commonmark-spec`. */
export const examples: readonly Example[] = (require(resolve(require)) as Specification).tests.map((example) => ({
  ...example,
  markdown: example.markdown.replaceAll("→", "\t"),
  html: example.html.replaceAll("→", "\t"),
}));
