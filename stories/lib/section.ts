/**
 * A section of a document of the repository, without its heading. What is written once is shown on both sides.
 *
 * @param heading its heading, as written
 * @throws Error when there is none
 */
export function section(document: string, heading: string): string {
  const [, from] = document.split(`\n## ${heading}\n`);
  if (from === undefined) throw new Error(`There is no section "${heading}".`);
  const [text = ""] = from.split(/\n## /);
  // Links to other files of the repository lead nowhere from here.
  return text.replace(/\[([^\]]+)\]\((?!https?:)[^)]*\)/g, "$1").trim();
}

/** The tables of a text alone. */
export function tables(text: string): string {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("|"))
    .join("\n\n");
}
