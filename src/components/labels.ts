"use client";
import { createContext, useContext, type Context } from "react";

/** Every text that the components show or speak. Give your own in any language by the prop `labels`. */
export interface Labels {
  readonly conversation: string;
  readonly user: string;
  readonly assistant: string;
  readonly system: string;
  readonly tool: string;
  readonly composer: string;
  readonly placeholder: string;
  readonly send: string;
  readonly stop: string;
  readonly restart: string;
  readonly jumpToEnd: string;
  readonly waiting: string;
  readonly answering: string;
  readonly finished: string;
  readonly stopped: string;
  readonly failed: string;
  readonly incomplete: string;
  readonly details: string;
  readonly reasoning: string;
  readonly toolInput: string;
  readonly toolOutput: string;
  readonly sources: string;
  readonly citations: string;
  readonly subqueries: string;
  readonly references: string;
  /** `{page}` is replaced. */
  readonly page: string;
  /** How well a passage fits. `{score}` is replaced. */
  readonly score: string;
  readonly queued: string;
  readonly removeFromQueue: string;
  readonly previousAttempt: string;
  readonly nextAttempt: string;
  readonly emptyTitle: string;
  /** `{count}` is replaced. */
  readonly badFrames: string;
  /** `{seconds}` is replaced. */
  readonly retryAfter: string;
}

/** English. */
export const defaultLabels: Labels = {
  conversation: "Conversation",
  user: "You",
  assistant: "Assistant",
  system: "System",
  tool: "Tool",
  composer: "Message",
  placeholder: "Ask anything",
  send: "Send",
  stop: "Stop",
  restart: "Try again",
  jumpToEnd: "Jump to the latest",
  waiting: "Waiting for the answer",
  answering: "Answering",
  finished: "Answer finished",
  stopped: "Stopped",
  failed: "The answer failed",
  incomplete: "The answer is incomplete",
  details: "Details",
  reasoning: "Reasoning",
  toolInput: "Input",
  toolOutput: "Output",
  sources: "Sources",
  citations: "Cited",
  subqueries: "Questions asked on the way",
  references: "Passages found",
  page: "p. {page}",
  score: "score {score}",
  queued: "Waiting to be sent",
  removeFromQueue: "Take back",
  previousAttempt: "Previous attempt",
  nextAttempt: "Next attempt",
  emptyTitle: "How can I help?",
  badFrames: "{count} unreadable piece(s) of the stream were skipped",
  retryAfter: "The server asks to wait {seconds} s.",
};

/** The labels of the components below. */
export const LabelsContext: Context<Labels> = createContext(defaultLabels);

/** The labels in force. */
export function useLabels(): Labels {
  return useContext(LabelsContext);
}
