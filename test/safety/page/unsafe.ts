import type { Block, Groups } from "../../../src/markdown/document.js";
import type { Inline } from "../../../src/markdown/inline.js";

/*
 * What the rendering of Headwater is measured against: a renderer that lets everything through. Markup is markup, addresses are
 * any, nothing is escaped in attributes, names of the model are ids of the page. `test/markdown/html.ts` escapes as CommonMark
 * asks for, and so would hide half of what payloads can do.
 */

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function inlineToHtml(inline: Inline): string {
  switch (inline.type) {
    case "text":
      return escapeText(inline.text);
    case "code":
      return `<code>${escapeText(inline.text)}</code>`;
    case "html":
      return inline.text;
    case "break":
      return "<br>";
    case "link":
      return `<a href="${inline.url}" title="${inline.title ?? ""}">${inlinesToHtml(inline.children)}</a>`;
    case "image":
      return `<img src="${inline.url}" alt="${inline.alt}" title="${inline.title ?? ""}">`;
    case "footnote":
      return `<sup><a href="#${inline.label}">1</a></sup>`;
    case "extension":
      return inline.value;
    default:
      return `<b>${inlinesToHtml(inline.children)}</b>`;
  }
}

function inlinesToHtml(inlines: readonly Inline[]): string {
  return inlines.map(inlineToHtml).join("");
}

function wordsOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ("text" in inline ? inline.text : "children" in inline ? wordsOf(inline.children) : ""))
    .join("");
}

function blockToHtml(block: Block): string {
  switch (block.type) {
    case "heading":
      return `<h2 id="${wordsOf(block.runs.flat())}">${inlinesToHtml(block.runs.flat())}</h2>`;
    case "paragraph":
      return `<p>${inlinesToHtml(block.runs.flat())}</p>`;
    case "code":
      return `<pre class="${block.info}"><code>${escapeText(block.parts.join(""))}</code></pre>`;
    case "html":
    case "extension":
      return block.parts.join("");
    case "thematic-break":
      return "<hr>";
    case "footnote":
      return `<aside id="${block.label}">${unsafeHtml(block.groups)}</aside>`;
    case "table-row":
      return `<tr>${block.cells.map((cell) => `<td>${inlinesToHtml(cell)}</td>`).join("")}</tr>`;
    case "table":
      return `<table>${unsafeHtml(block.groups)}</table>`;
    case "block-quote":
      return `<blockquote class="${block.alert ?? ""}">${unsafeHtml(block.groups)}</blockquote>`;
    default:
      return `<div>${unsafeHtml(block.groups)}</div>`;
  }
}

/** Blocks as HTML that is good for nothing but to be attacked. */
export function unsafeHtml(groups: Groups): string {
  return groups.flat().map(blockToHtml).join("\n");
}
