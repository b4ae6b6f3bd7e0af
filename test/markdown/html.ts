import type { Block, Groups } from "../../src/markdown/document.js";
import type { Inline } from "../../src/markdown/inline.js";

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function encode(url: string): string {
  const encoded = url.replace(/%[0-9a-fA-F]{2}|[^]/gu, (found) => {
    if (found.length === 3 && found[0] === "%") return found;
    if (/[A-Za-z0-9;/?:@&=+$,\-_.!~*'()#]/.test(found)) return found;
    return encodeURIComponent(/^[\ud800-\udfff]$/.test(found) ? "\ufffd" : found);
  });
  return escape(encoded);
}

function title(text: string | undefined): string {
  return text ? ` title="${escape(text)}"` : "";
}

/** Inlines as the reference implementations write them. */
function inlinesToHtml(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.type) {
        case "text":
          return escape(inline.text);
        case "code":
          return `<code>${escape(inline.text)}</code>`;
        case "html":
          return inline.text;
        case "break":
          return "<br />\n";
        case "emphasis":
          return `<em>${inlinesToHtml(inline.children)}</em>`;
        case "strong":
          return `<strong>${inlinesToHtml(inline.children)}</strong>`;
        case "strikethrough":
          return `<del>${inlinesToHtml(inline.children)}</del>`;
        case "link":
          return `<a href="${encode(inline.url)}"${title(inline.title)}>${inlinesToHtml(inline.children)}</a>`;
        case "image":
          return `<img src="${encode(inline.url)}" alt="${escape(inline.alt)}"${title(inline.title)} />`;
        case "extension":
          return `<x-${inline.name}>${escape(inline.value)}</x-${inline.name}>`;
        default:
          return `<sup>${escape(inline.label)}</sup>`;
      }
    })
    .join("");
}

function runsToHtml(runs: readonly (readonly Inline[])[]): string {
  return runs.map(inlinesToHtml).join("");
}

function itemToHtml(item: Extract<Block, { type: "list-item" }>): string {
  const blocks = item.groups.flat();
  const isInline = (block: Block | undefined): boolean => item.tight && block?.type === "paragraph";
  const box =
    item.checked === undefined ? "" : `<input${item.checked ? ' checked=""' : ""} disabled="" type="checkbox"> `;
  const inner = blocksToHtml(blocks, item.tight);
  const before = blocks.length > 0 && !isInline(blocks[0]) ? "\n" : "";
  const after = blocks.length > 0 && !isInline(blocks.at(-1)) && !inner.endsWith("\n") ? "\n" : "";
  return `<li>${box}${before}${inner}${after}</li>\n`;
}

function tableToHtml({ align, groups }: Extract<Block, { type: "table" }>): string {
  const [head = "", ...rows] = groups.flat().map((row, index) => {
    const tag = index === 0 ? "th" : "td";
    const cells = row.type === "table-row" ? row.cells : [];
    const written = cells.map((cell, column) => {
      const side = align[column];
      return `<${tag}${side === undefined ? "" : ` align="${side}"`}>${inlinesToHtml(cell)}</${tag}>\n`;
    });
    return `<tr>\n${written.join("")}</tr>\n`;
  });
  const body = rows.length > 0 ? `<tbody>\n${rows.join("")}</tbody>\n` : "";
  return `<table>\n<thead>\n${head}</thead>\n${body}</table>\n`;
}

function blockToHtml(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return `<p>${runsToHtml(block.runs)}</p>\n`;
    case "heading":
      return `<h${block.level}>${runsToHtml(block.runs)}</h${block.level}>\n`;
    case "code": {
      const language = block.language ? ` class="language-${escape(block.language)}"` : "";
      return `<pre><code${language}>${escape(block.parts.join(""))}</code></pre>\n`;
    }
    case "html":
      return block.parts.join("");
    case "extension":
      return `<x-${block.name}>\n${escape(block.parts.join(""))}</x-${block.name}>\n`;
    case "thematic-break":
      return "<hr />\n";
    case "block-quote": {
      const name = block.alert === undefined ? "" : ` class="${block.alert}"`;
      return `<blockquote${name}>\n${groupsToHtml(block.groups)}</blockquote>\n`;
    }
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      const start = block.ordered && block.start !== 1 ? ` start="${block.start}"` : "";
      return `<${tag}${start}>\n${groupsToHtml(block.groups)}</${tag}>\n`;
    }
    case "list-item":
      return itemToHtml(block);
    case "footnote":
      return `<aside id="${escape(block.label)}">\n${groupsToHtml(block.groups)}</aside>\n`;
    case "table":
      return tableToHtml(block);
    default:
      return "";
  }
}

function blocksToHtml(blocks: readonly Block[], isTight: boolean): string {
  let isLineStart = true;
  return blocks
    .map((block) => {
      const isInline = isTight && block.type === "paragraph";
      const written = isInline ? runsToHtml(block.runs) : blockToHtml(block);
      const start = isLineStart || isInline ? "" : "\n";
      isLineStart = written ? written.endsWith("\n") : isLineStart;
      // Blocks of HTML end without an end of line where the document does.
      return block.type === "html" && !written.endsWith("\n")
        ? ((isLineStart = true), `${start}${written}\n`)
        : start + written;
    })
    .join("");
}

/** Blocks as the reference implementations write them. */
export function groupsToHtml(groups: Groups): string {
  return blocksToHtml(groups.flat(), false);
}
