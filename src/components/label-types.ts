import type { AttachmentLabels } from "./composer/attachment-labels.js";
import type { ItemListLabels } from "./item-list/labels.js";
import type { LauncherLabels } from "./launcher/labels.js";
import type { StreamMeterLabels } from "./stream-meter/labels.js";

/**
 * A text that depends on a number, which takes the place of `{count}`: one for all numbers, or one per plural form of the language
 * as `Intl.PluralRules` names them.
 */
export type CountLabel = string | ({ readonly [Form in Intl.LDMLPluralRule]?: string } & { readonly other: string });

/**
 * Every text that the components show or speak. Give your own in any language by the prop `labels`; languages that come with the
 * kit are imported each by its own, for instance `headwater/labels/de`.
 */
export interface Labels {
  /** Language of numbers, dates and plural forms, as BCP 47 writes it. */
  readonly locale: string;
  /** Spans of time. `{seconds}`, `{minutes}` and `{hours}` are replaced by numbers. */
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
  /** Those of `<ItemList>`, which come with it. @defaultValue English */
  readonly items?: Partial<ItemListLabels> | undefined;
  /** Those of `<StreamMeter>`, which come with it. @defaultValue English */
  readonly meter?: Partial<StreamMeterLabels> | undefined;
  /** Those of `<ChatPopover>` and `<ChatSidePanel>`, which come with them. @defaultValue English */
  readonly launcher?: Partial<LauncherLabels> | undefined;
  /** Those of attachments, which come with them. @defaultValue English */
  readonly attachments?: Partial<AttachmentLabels> | undefined;
  /** Name of the panel and of the list of messages, spoken. */
  readonly conversation: string;
  /** Names of the messages by their role, spoken. */
  readonly user: string;
  readonly assistant: string;
  readonly system: string;
  readonly tool: string;
  /** Name of the field that the user writes in, spoken. */
  readonly composer: string;
  /** In that field while it is empty. */
  readonly placeholder: string;
  /** Name of the button that sends. */
  readonly send: string;
  /** Name of the button that stops a running answer. */
  readonly stop: string;
  /** On the button that asks again for an answer. */
  readonly restart: string;
  /** On the button that goes on with an answer where it was cut off. */
  readonly continue: string;
  /** Name of the button that scrolls to the newest message. */
  readonly jumpToEnd: string;
  /** The request is out, and nothing has come. */
  readonly waiting: string;
  /** The answer arrives. */
  readonly answering: string;
  /** The answer is complete. */
  readonly finished: string;
  /** The user stopped the answer. */
  readonly stopped: string;
  /** Nothing has come for a while; spoken once. `{seconds}` is replaced by a whole number that goes on. */
  readonly stalled: string;
  /** The answer ended at the limit of its length. */
  readonly lengthLimit: string;
  /** The answer was cut off by a filter of the server. */
  readonly contentFilter: string;
  /** Title of an error that none of the following fits. */
  readonly failed: string;
  /** Title of the error of an answer that ended before it was complete. */
  readonly incomplete: string;
  /** Title of the error of a server that was silent for longer than allowed. */
  readonly timedOut: string;
  /** Title of the error of a device without a network. */
  readonly offline: string;
  /** After the words of an error. `{seconds}` is replaced by a whole number. */
  readonly retryAfter: string;
  /** Among the facts of an error. `{address}` is replaced by host and path. */
  readonly redirectedTo: string;
  /** Over the beginning of a reply that could not be used, folded. */
  readonly details: string;
  /** Over the frames that were skipped, folded. */
  readonly badFrames: CountLabel;
  /** Over what the model thought, folded. */
  readonly reasoning: string;
  /** Over what a tool was given, folded. */
  readonly toolInput: string;
  /** Over what a tool gave back. */
  readonly toolOutput: string;
  /** Over what the answer rests on. */
  readonly sources: string;
  /** Over the rest of a long list of sources, folded. */
  readonly moreSources: CountLabel;
  /** Over what single places of the text rest on. */
  readonly citations: string;
  /** Over the questions that a knowledge graph asked itself. */
  readonly subqueries: string;
  /** On the buttons that unfold and fold all of these questions. */
  readonly expandAll: string;
  readonly collapseAll: string;
  /** Over the passages that the server found. */
  readonly references: string;
  /** Page of a passage. `{page}` is replaced. */
  readonly page: string;
  /** How well a passage fits. `{score}` is replaced. */
  readonly score: string;
  /** Name of the list of messages that wait for the running answer, spoken. */
  readonly queued: string;
  /** Name of the button that takes such a message back into the field. */
  readonly removeFromQueue: string;
  /** Names of the buttons that walk between the attempts at an answer. */
  readonly previousAttempt: string;
  readonly nextAttempt: string;
  /** Name of both buttons together, spoken. `{number}` and `{count}` are replaced. */
  readonly attempt: string;
  /** While there is no message. */
  readonly emptyTitle: string;
  /** Name of the button that copies a block of code. */
  readonly copyCode: string;
  /** After that, spoken. */
  readonly copied: string;
  /** The clipboard did not take it. */
  readonly copyFailed: string;
  /** Name of a block of code without a language, when it scrolls. */
  readonly code: string;
  /** Name of a formula on its own, when it scrolls. */
  readonly formula: string;
  /** Name of the picture of a diagram, spoken. */
  readonly diagram: string;
  /** Over the source of a diagram, folded. */
  readonly diagramSource: string;
  /** On the button that draws a diagram that may load something. */
  readonly drawDiagram: string;
  /** Name of a table that scrolls. */
  readonly table: string;
  /** On the button that loads a picture of an answer. `{host}` is replaced. */
  readonly showImage: string;
  /** Name of the list of notes at the end of an answer, spoken. */
  readonly footnotes: string;
  /** Name of a link to a note. `{number}` is replaced. */
  readonly footnote: string;
  /** Name of the link from a note back to the text. `{number}` is replaced. */
  readonly backToText: string;
  /** Names of the boxes of tasks, done and open. */
  readonly taskDone: string;
  readonly taskOpen: string;
  /** Titles of alerts. */
  readonly alertNote: string;
  readonly alertTip: string;
  readonly alertImportant: string;
  readonly alertWarning: string;
  readonly alertCaution: string;
  /** Spoken when the answer is complete. `{duration}` is replaced by how long it took. */
  readonly finishedIn: string;
  /** States of stages and of calls of tools, in words. */
  readonly stateWaiting: string;
  readonly stateRunning: string;
  readonly stateDone: string;
  readonly stateFailed: string;
  readonly stateStopped: string;
  /** State of a call that nobody has answered, after the answer has ended. */
  readonly stateUnanswered: string;
  /** Spoken when a stage changes. `{title}` and `{state}` are replaced. */
  readonly stageState: string;
  /** How many stages there are. */
  readonly stageCount: CountLabel;
  /** The same with the time from the first to the last. `{duration}` is replaced. */
  readonly stagesIn: CountLabel;
  /** Over reasoning that is under way, and over what has ended. `{duration}` is replaced. */
  readonly thinking: string;
  readonly thoughtFor: string;
  /** Name of the buttons of a message, spoken. */
  readonly actions: string;
  /** Names of the buttons that copy a message as Markdown and that edit it. */
  readonly copyMessage: string;
  readonly edit: string;
  /** Name of the button that asks again for an answer that went well. */
  readonly regenerate: string;
  /** Name of the field in which a message is edited, and of its buttons. */
  readonly editMessage: string;
  readonly editSend: string;
  readonly editCancel: string;
  /** A stalled answer that will be given up. `{seconds}` and `{duration}` are replaced, the latter counts down. */
  readonly stalledUntil: string;
  /** On the button that scrolls to the newest message, when some were not seen. */
  readonly unread: CountLabel;
  /** On the button that asks for earlier messages, and while they are awaited. */
  readonly loadOlder: string;
  readonly loading: string;
  /** Name of the questions that are offered, spoken. */
  readonly suggestions: string;
  /** Name of a mark in the text that leads to a source. `{number}` and `{title}` are replaced. */
  readonly citation: string;
  /** Names of sources that have none of their own. */
  readonly kindFile: string;
  readonly kindWeb: string;
  readonly kindVideo: string;
  readonly kindImage: string;
  readonly kindCollection: string;
  /** Name of the list of commands above the field, spoken. */
  readonly commands: string;
}

/** Names of the labels that are one text. */
export type TextLabel = {
  readonly [Name in keyof Labels]-?: Labels[Name] extends string ? Name : never;
}[keyof Labels];
