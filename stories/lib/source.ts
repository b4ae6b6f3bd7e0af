const files = import.meta.glob<string>(["../recipes/*.{tsx,css}", "!**/*.stories.tsx"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The parameters that show the source of a recipe below it, as an application would write it. */
export function showSource(...names: readonly string[]): object {
  const code = names.map((name) => {
    const text = files[`../recipes/${name}`];
    if (text === undefined) throw new Error(`There is no stories/recipes/${name}.`);
    // What our linter is told is nobody else's business.
    const lines = text.split("\n").filter((line) => !line.includes("oxlint-disable"));
    return lines.join("\n").replaceAll('"../../src/index.js"', '"headwater"').trim();
  });
  return { docs: { source: { code: code.join("\n\n"), language: "tsx" }, canvas: { sourceState: "shown" } } };
}
