"use client";
import { createElement, Fragment, useContext, type ReactElement, type ReactNode } from "react";
import type { Runs } from "../../markdown/block.js";
import type { Inline, LinkInline } from "../../markdown/inline.js";
import { useLabels } from "../labels.js";
import { namesAnotherHost, readAddress } from "./addresses.js";
import { askFirst } from "./confirm-link.js";
import { visible, visibleWords } from "./invisible.js";
import { goTo } from "./go-to.js";
import { noteId, NotesContext } from "./notes.js";
import type { AnnotatedSettings } from "./annotated.js";
import { Picture } from "./picture.js";
import type { MarkdownComponents, MarkdownSettings } from "./settings.js";
import { inBoxes, inPlaces, type Surroundings } from "./surroundings.js";

const none: MarkdownComponents = {};

/** The words of inlines without their form. */
function wordsOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if ("text" in inline) return inline.text;
      if ("children" in inline) return wordsOf(inline.children);
      if ("value" in inline) return inline.isApart ? "" : inline.value;
      return inline.type === "image" ? inline.alt : " ";
    })
    .join("");
}

/** What stands in a link and does not belong to its words. */
function apartOf(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline) =>
    "children" in inline ? apartOf(inline.children) : "isApart" in inline ? [inline] : [],
  );
}

/** @param isInLink links hold nothing to press, and their words are looked at closely */
function renderAll(inlines: readonly Inline[], settings: MarkdownSettings, isInLink: boolean): ReactNode[] {
  return inlines.map((inline, index) => renderOne(inline, index, settings, isInLink));
}

/** Elements, not components: a run renders as a whole, because only the last one of a text ever changes. */
function renderOne(inline: Inline, key: number, settings: MarkdownSettings, isInLink: boolean): ReactNode {
  const { components = none } = settings;
  switch (inline.type) {
    // As it was written: what a model writes is never markup of the page.
    case "html":
    case "text":
      return isInLink ? <Fragment key={key}>{visible(inline.text)}</Fragment> : inline.text;
    case "code":
      return createElement(
        components.code ?? "code",
        { key, className: "hw-md-inline-code", dir: "ltr" },
        visible(inline.text),
      );
    case "break":
      return createElement(components.br ?? "br", { key });
    case "emphasis":
      return createElement(components.em ?? "em", { key }, renderAll(inline.children, settings, isInLink));
    case "strong":
      return createElement(components.strong ?? "strong", { key }, renderAll(inline.children, settings, isInLink));
    case "strikethrough":
      return createElement(components.del ?? "del", { key }, renderAll(inline.children, settings, isInLink));
    case "link":
      // Links hold no links, and a browser would tear them apart.
      if (isInLink) return renderAll(inline.children, settings, true);
      return renderWithApart(inline, key, settings);
    case "image":
      return (
        <Picture key={key} url={inline.url} alt={inline.alt} isPending={inline.pending === true} isInLink={isInLink} />
      );
    case "extension":
      // What can be pressed does not stand in a link.
      if (isInLink) return inline.isApart ? null : inline.value;
      return renderExtension(inline.name, inline.value, inline.pending === true, false, key, settings);
    default:
      return <NoteReference key={key} reference={inline} />;
  }
}

/** What an extension has found, by its own component. */
export function renderExtension(
  name: string,
  value: string,
  isPending: boolean,
  isBlock: boolean,
  key: number,
  { extensions = [] }: MarkdownSettings,
): ReactElement {
  const Own = extensions.find((extension) => extension.name === name)!.component;
  return <Own key={key} value={value} isPending={isPending} isBlock={isBlock} />;
}

/** Names that no server gives to its pages, but to its files. */
const plainName = /^[\w-]+$/;

function renderWithApart(link: LinkInline, key: number, settings: AnnotatedSettings): ReactNode {
  const { url, children, pending } = link;
  const { namedLink: NamedLink } = settings;
  const element = renderLink(link, key, settings);
  const shown =
    NamedLink && !pending && plainName.test(url) ? (
      <NamedLink key={key} name={url} words={visibleWords(wordsOf(children))}>
        {element}
      </NamedLink>
    ) : (
      element
    );
  const apart = apartOf(children);
  return apart.length === 0 ? (
    shown
  ) : (
    <Fragment key={key}>
      {shown}
      {renderAll(apart, settings, false)}
    </Fragment>
  );
}

/**
 * A link whose address is complete and safe; else its words. An `<a>` without `href` is inert like any text, and the element
 * stays in place when the address is there.
 */
export function renderLink(link: LinkInline, key: number, settings: MarkdownSettings): ReactElement {
  const children = renderAll(link.children, settings, true);
  const Own = settings.components?.a;
  const address = link.pending ? undefined : readAddress(link.url);
  if (!address && (Own || !link.pending)) return <span key={key}>{children}</span>;
  const { href, host } = address ?? {};
  const isMisleading = address !== undefined && namesAnotherHost(wordsOf(link.children), address);
  const title = address && link.title ? `${href}\n${visibleWords(link.title)}` : href;
  if (Own && href !== undefined) {
    return (
      <Own key={key} href={href} host={host!} title={title!} isMisleading={isMisleading}>
        {children}
      </Own>
    );
  }
  const { confirmLink } = settings;
  return (
    <a
      key={key}
      className="hw-md-link"
      href={href}
      title={title}
      data-host={host}
      {...(address && outwards)}
      {...(address && confirmLink && askFirst(confirmLink, { href: address.href, host: address.host, title: title! }))}
    >
      {children}
      {isMisleading && (
        <span className="hw-md-host">
          {" ("}
          <bdi dir="ltr">{host}</bdi>)
        </span>
      )}
    </a>
  );
}

const outwards = { target: "_blank", rel: "noopener noreferrer nofollow" };

/** The number of a note, which leads to it. */
function NoteReference({ reference }: { readonly reference: Extract<Inline, { type: "footnote" }> }): ReactNode {
  const labels = useLabels();
  const notes = useContext(NotesContext);
  const number = notes?.numbering.numbers.get(reference.label);
  if (!notes || number === undefined) return `[^${reference.label}]`;
  const { id, numbering } = notes;
  const target = noteId(id, "note", number);
  return (
    <sup className="hw-md-reference">
      {reference.pending ? (
        number
      ) : (
        <a
          id={numbering.isFirst(reference) ? noteId(id, "reference", number) : undefined}
          href={`#${target}`}
          aria-label={labels.footnote.replace("{number}", String(number))}
          onClick={goTo}
        >
          {number}
        </a>
      )}
    </sup>
  );
}

export function renderInlines(inlines: readonly Inline[], { settings, made }: Surroundings): ReactNode {
  const all = renderAll(inlines, settings, false);
  return made || all.length > 1 ? all : all[0];
}

/** Some thousand characters each: a browser lays out all of a box again when one of them changes. */
const runsPerBox = 2;

/**
 * A text that stands in lines. What is settled of it is never made again, and one of tens of thousands of characters stands in
 * boxes of its own, each from a new line.
 */
export function renderRuns(runs: Runs, around: Surroundings): ReactNode {
  return inBoxes(around, undefined, runs, runsPerBox, (own, key, _, isLast): ReactNode => {
    const content = inPlaces(around, own, renderInlines);
    if (key === undefined) return content;
    // Boxes between words would make all of it one line of boxes again.
    if (runs.length <= runsPerBox) return <Fragment key={key}>{content}</Fragment>;
    return (
      <span key={key} className={isLast ? "hw-md-lines" : "hw-md-lines hw-md-finished"}>
        {content}
      </span>
    );
  });
}
