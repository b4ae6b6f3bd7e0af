"use client";
import type { ReactElement } from "react";
import { CitationScope } from "../citations/citation-scope.js";
import { Subqueries } from "../graph-answer/subquery-list.js";
import { Cited, References, Sources } from "../source-list/evidence.js";
import { isWorkOver } from "../stage-timeline/stage-timeline.js";
import { TimelineView } from "../stage-timeline/timeline-view.js";
import { contentOnDemand } from "./content-on-demand.js";
import { MessageNotice } from "./message-notice.js";
import { PartList } from "./message-parts.js";
import { MessageProgress } from "./message-progress.js";
import type { MessageProps } from "./message-props.js";

/**
 * All that is in a message but its actions: stages, parts in order of arrival, sources, how it ended. `StreamingMessage` loads it when it is
 * first wanted; where it is imported by name it is there from the beginning, for all messages.
 *
 * @param props.message as `StreamingMessage` gives it to its `children`, or `useMessage`
 */
export function MessageContent({ message }: MessageProps): ReactElement {
  const { role, stages, sources, citations, subqueries, references, title } = message;
  const content = (
    <>
      {stages.length > 0 && <TimelineView stages={stages} isOver={isWorkOver(message)} />}
      {title && (
        <p className="hw-title" dir="auto">
          {title}
        </p>
      )}
      <PartList message={message} />
      <MessageProgress message={message} />
      {sources.length > 0 && <Sources sources={sources} stages={stages} />}
      {citations.length > 0 && <Cited after={sources.length} />}
      {subqueries.length > 0 && <Subqueries subqueries={subqueries} />}
      {references?.[0] && <References references={references} />}
      <MessageNotice message={message} />
    </>
  );
  return role === "assistant" ? <CitationScope message={message}>{content}</CitationScope> : content;
}

contentOnDemand.put(MessageContent);
