"use client";
import {
  forwardRef,
  useContext,
  useMemo,
  type ForwardRefExoticComponent,
  type ReactElement,
  type RefAttributes,
} from "react";
import { useElement, type PartElementProps } from "../element.js";
import { useFormat } from "../format.js";
import { useLabels } from "../labels.js";
import type { ListedSource } from "./listed-source.js";
import { SourceEntry } from "./source-entry.js";
import { SourceListContext, type SourceListSettings } from "./source-list-context.js";

/** What the outer element of {@link SourceList} depends on. */
export interface SourceListState {
  readonly count: number;
}

/** Props of {@link SourceList}; all others go to its `<ol>`. */
export interface SourceListProps extends PartElementProps<"ol", SourceListState>, SourceListSettings {
  /** In the order of their numbers. */
  readonly sources: readonly ListedSource[];
  /** Number of the first one. @defaultValue 1 */
  readonly start?: number | undefined;
  /** Beginning of the ids of the items, which end in their numbers. @defaultValue they have none */
  readonly anchor?: string | undefined;
}

const defaultLimit = 6;

/** Nothing for no source. */
export const SourceList: ForwardRefExoticComponent<SourceListProps & RefAttributes<HTMLOListElement>> = forwardRef<
  HTMLOListElement,
  SourceListProps
>(function SourceList(props, ref) {
  const { sources, start = 1, anchor, onOpenSource, renderSource, limit, ...rest } = props;
  const labels = useLabels();
  const format = useFormat();
  const around = useContext(SourceListContext);
  const settings = useMemo(
    () => ({
      onOpenSource: onOpenSource ?? around.onOpenSource,
      renderSource: renderSource ?? around.renderSource,
      limit: limit ?? around.limit ?? defaultLimit,
    }),
    [around, onOpenSource, renderSource, limit],
  );
  const itemOf = (source: ListedSource, index: number): ReactElement => {
    const number = start + index;
    return (
      // They are only ever added at the end, so their place is their identity.
      // oxlint-disable-next-line react/no-array-index-key -- see above
      <li key={index} id={anchor && `${anchor}${number}`} data-kind={source.kind} tabIndex={anchor ? -1 : undefined}>
        {settings.renderSource ? settings.renderSource(source, number) : <SourceEntry source={source} />}
      </li>
    );
  };
  const items = sources.map(itemOf);
  const more = items.slice(settings.limit);
  const own = {
    ref,
    className: "hw-sources",
    "aria-label": labels.sources,
    start: start === 1 ? undefined : start,
    children: (
      <>
        {items.slice(0, settings.limit)}
        {more.length > 0 && (
          <li className="hw-more">
            <details className="hw-evidence">
              <summary>{format.count(labels.moreSources, more.length)}</summary>
              <ol className="hw-sources" start={start + settings.limit}>
                {more}
              </ol>
            </details>
          </li>
        )}
      </>
    ),
  };
  const element = useElement("ol", own, rest, { count: sources.length });
  if (sources.length === 0) return null;
  return <SourceListContext.Provider value={settings}>{element}</SourceListContext.Provider>;
});
