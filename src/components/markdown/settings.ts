"use client";
import {
  createContext,
  useContext,
  type ComponentPropsWithoutRef,
  type ComponentType,
  type Context,
  type ReactNode,
} from "react";
import type { ExtensionSyntax } from "../../markdown/extension.js";

/** What an own link gets. Its address is safe to open. */
export interface MarkdownLinkProps {
  readonly href: string;
  /** Where it really leads: host in Punycode, mail address, number, or the relative address. */
  readonly host: string;
  /** The address, and below it the title that the model gave. */
  readonly title: string;
  /** The words of the link name another host: show `host` beside them. */
  readonly isMisleading: boolean;
  readonly children: ReactNode;
}

/** A link of a model that somebody is about to open. */
export interface OpenedLink {
  readonly href: string;
  /** Where it really leads: host in Punycode, mail address, number, or the relative address. */
  readonly host: string;
  /** The address, and below it the title that the model gave. */
  readonly title: string;
}

/** What an own picture gets. Loading it tells its server who reads, and what the model put into the address. */
export interface MarkdownImageProps {
  readonly src: string;
  readonly alt: string;
  /** Empty for `data:` pictures. */
  readonly host: string;
}

/** What an own block of code gets. */
export interface MarkdownCodeProps {
  /** The source as it is, invisible characters included. */
  readonly code: string;
  /** First word after the fence, or empty. */
  readonly language: string;
  /** All words after the fence. */
  readonly info: string;
  /** More of it may come. */
  readonly isOpen: boolean;
  /** The lines as they would be shown: safe, and only the last of them change. */
  readonly children: ReactNode;
  /** All of it as it would be shown: the lines in their box, with the language and the button that copies. */
  readonly block: ReactNode;
}

type Plain =
  | "p"
  | "h1"
  | "h2"
  | "h3"
  | "h4"
  | "h5"
  | "h6"
  | "ul"
  | "ol"
  | "li"
  | "blockquote"
  | "hr"
  | "br"
  | "em"
  | "strong"
  | "del"
  | "code"
  | "table"
  | "thead"
  | "tbody"
  | "tr"
  | "th"
  | "td";

/** Own components by the element that they stand for; `code` is code within a line, `pre` a block of it. */
export type MarkdownComponents = {
  readonly [E in Plain]?: ComponentType<ComponentPropsWithoutRef<E>>;
} & {
  readonly a?: ComponentType<MarkdownLinkProps>;
  readonly img?: ComponentType<MarkdownImageProps>;
  readonly pre?: ComponentType<MarkdownCodeProps>;
};

/** What an extension's component gets. */
export interface MarkdownExtensionProps {
  /** What the extension has found, without its marks. A model wrote it. */
  readonly value: string;
  /** The end has not come yet: more of the value may. */
  readonly isPending: boolean;
  /** It stands alone, not in a line. */
  readonly isBlock: boolean;
}

/** Something that Markdown does not know, such as formulas or marks of sources: how it is read, and how it is shown. */
export interface MarkdownExtension extends ExtensionSyntax {
  readonly component: ComponentType<MarkdownExtensionProps>;
}

/** What a highlighter gets. */
export interface CodeLinesProps {
  /** The source in pieces of whole lines, of which only the last grows. A line that is very long is in several. */
  readonly parts: readonly string[];
  /** First word after the fence; empty also while it may still be arriving. */
  readonly language: string;
  /** More of the last line may come. */
  readonly isOpen: boolean;
}

/**
 * Renders the lines of a block of code in colours. Made by `createHighlighter`, or by `createShikiHighlighter` of
 * `headwater/shiki`.
 */
export type Highlighter = ComponentType<CodeLinesProps>;

/** Own components for blocks of code by their language in lower case, such as `mermaid`. */
export type MarkdownCodeBlocks = Readonly<Record<string, ComponentType<MarkdownCodeProps>>>;

/** How Markdown is shown. */
export interface MarkdownSettings {
  /** Own components. Keep the object: a new one renders all again. */
  readonly components?: MarkdownComponents | undefined;
  /**
   * Added to the level of every heading. An answer stands deep in a page that has an `h1` and titles of its own; the outline of
   * the page, which screen readers walk by, stays right. Levels beyond 6 are told by `aria-level`.
   * @defaultValue 2, so that `#` is an `h3`
   */
  readonly headingOffset?: number | undefined;
  /**
   * Origins whose pictures are loaded at once, such as `https://images.example.com`; `self` for relative addresses. All others
   * wait for a click: a picture's address can carry away what the model knows.
   * @defaultValue none
   */
  readonly imageOrigins?: readonly string[] | undefined;
  /**
   * Asked before a link is opened, by mouse or keyboard: anything but `true` keeps it closed, and so does what is thrown, which is
   * reported as uncaught. Own components for `a`, and the menu that a browser shows for links, do not ask. Keep the function: a
   * new one renders all again.
   * @defaultValue nobody is asked
   */
  readonly confirmLink?: ((link: OpenedLink) => boolean | Promise<boolean>) | undefined;

  /** What is read beyond Markdown. Keep the list: a new one reads and renders all again. */
  readonly extensions?: readonly MarkdownExtension[] | undefined;
  /**
   * Colours blocks of code while they are written: each finished line once. Make it once, outside of components.
   * @defaultValue none: code has the colour of the text
   */
  readonly highlight?: Highlighter | undefined;
  /**
   * Long lines of code go on in the next line instead of scrolling.
   * @defaultValue false
   */
  readonly wrapCode?: boolean | undefined;
  /** Own components for blocks of code in some languages; they go before `components.pre`. Keep the object. */
  readonly codeBlocks?: MarkdownCodeBlocks | undefined;
}

/** How the Markdown below is shown; `false`: answers are plain text. */
export const MarkdownContext: Context<MarkdownSettings | false> = createContext<MarkdownSettings | false>({});

const none: MarkdownSettings = {};

/** The settings in force. */
export function useMarkdownSettings(): MarkdownSettings {
  return useContext(MarkdownContext) || none;
}
