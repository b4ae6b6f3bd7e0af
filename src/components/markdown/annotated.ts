"use client";
import { createContext, type ComponentType, type Context, type ReactElement } from "react";
import type { Annotation } from "../../markdown/document.js";
import type { MarkdownExtension, MarkdownSettings } from "./settings.js";

/** What stands for a link whose address is no more than a name. */
export interface NamedLinkProps {
  readonly name: string;
  readonly words: string;
  /** The link itself. */
  readonly children: ReactElement;
}

/** What the texts of a message are read and shown with, besides the settings of all messages. */
export interface Annotated {
  /** Shows the annotations and what stands for them in the text. */
  readonly extension: MarkdownExtension;
  readonly link: ComponentType<NamedLinkProps>;
  /** Those of each part of the message. */
  readonly annotations: readonly (readonly Annotation[] | undefined)[];
}

/** Settings with what belongs to messages. */
export interface AnnotatedSettings extends MarkdownSettings {
  readonly namedLink?: ComponentType<NamedLinkProps>;
}

export const AnnotatedContext: Context<Annotated | undefined> = createContext<Annotated | undefined>(undefined);

/** One for all messages: another object would render them again. */
const known = new WeakMap<MarkdownSettings, AnnotatedSettings>();

export function annotatedSettings(settings: MarkdownSettings, annotated: Annotated | undefined): AnnotatedSettings {
  if (!annotated) return settings;
  const { extension, link } = annotated;
  const { extensions = [] } = settings;
  const own = known.get(settings) ?? {
    ...settings,
    // An application may have its own.
    extensions: extensions.some(({ name }) => name === extension.name) ? extensions : [...extensions, extension],
    namedLink: link,
  };
  known.set(settings, own);
  return own;
}
