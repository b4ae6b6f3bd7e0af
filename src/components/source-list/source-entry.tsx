"use client";
import { Fragment, useContext, type ReactElement } from "react";
import { fill, useFormat } from "../format.js";
import { FileIcon, VideoIcon, WebIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { namesAnotherHost } from "../markdown/addresses.js";
import { renderLink } from "../markdown/inlines.js";
import { visible } from "../markdown/invisible.js";
import { Picture } from "../markdown/picture.js";
import { useMarkdownSettings } from "../markdown/settings.js";
import { addressOf, idOf, nameOf, timesOf, type ListedSource } from "./listed-source.js";
import { SourceListContext } from "./source-list-context.js";

/** Characters of a passage that are shown at once. */
const shortPassage = 160;

/** Cut off after some lines, until it is pressed. */
function Passage({ text, canUnfold }: { readonly text: string; readonly canUnfold: boolean }): ReactElement {
  const words = (
    <span className="hw-snippet" data-long={text.length > shortPassage || undefined}>
      <bdi>{text}</bdi>
    </span>
  );
  if (!canUnfold || text.length <= shortPassage) return words;
  return (
    <details className="hw-passage">
      <summary>{words}</summary>
    </details>
  );
}

interface SourceEntryProps {
  readonly source: ListedSource;
  /** It stands in a line of text: nothing in it is a block. */
  readonly isInLine?: boolean;
}

/** All that is known of one source. Its words are text, and only addresses of the web are links. */
export function SourceEntry({ source, isInLine = false }: SourceEntryProps): ReactElement {
  const labels = useLabels();
  const format = useFormat();
  const settings = useMarkdownSettings();
  const { onOpenSource } = useContext(SourceListContext);
  const { kind, title, snippet, text = snippet, page, score, thumbnailUrl } = source;
  const address = addressOf(source);
  const name = nameOf(source, labels);
  const words = <bdi>{visible(name)}</bdi>;
  const id = title ? undefined : idOf(source);
  const times = timesOf(source);
  const facts = [
    title && address && !namesAnotherHost(title, address) && address.host,
    times,
    page !== undefined && fill(labels.page, { page: format.number(page) }),
    score !== undefined && fill(labels.score, { score: format.number(score, { maximumFractionDigits: 3 }) }),
  ].filter(Boolean);
  const KindIcon = kind === "web" ? WebIcon : kind === "video" ? VideoIcon : FileIcon;
  return (
    <>
      <KindIcon />
      {address ? (
        renderLink({ type: "link", url: address.href, children: [{ type: "text", text: name }] }, 0, settings)
      ) : onOpenSource ? (
        <button type="button" className="hw-link-button" title={id} onClick={() => onOpenSource(source)}>
          {words}
        </button>
      ) : (
        <span title={id}>{words}</span>
      )}
      {facts.map((fact) => (
        <Fragment key={fact || ""}>
          {"\u00A0· "}
          {/* Hosts and ranges read from left to right in every language. */}
          <bdi className="hw-numeric" dir={fact === times ? "ltr" : undefined}>
            {fact}
          </bdi>
        </Fragment>
      ))}
      {thumbnailUrl && <Picture url={thumbnailUrl} alt="" isPending={false} isInLink={false} />}
      {text && <Passage text={text} canUnfold={!isInLine} />}
    </>
  );
}
