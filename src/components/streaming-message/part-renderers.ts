"use client";
import { createContext, useContext, type ComponentType, type Context } from "react";
import type { MessagePart } from "../../protocol/message.js";

/** What a renderer of a part gets. */
export interface PartProps<P extends MessagePart = MessagePart> {
  readonly part: P;
  /** More of this part may come. */
  readonly isStreaming: boolean;
}

type Of<T extends MessagePart["type"]> = Extract<MessagePart, { type: T }>;

/** Own components for types of parts; for `data` parts one per name. What is not named is rendered as usual. */
export type PartRenderers = {
  readonly [T in Exclude<MessagePart["type"], "data">]?: ComponentType<PartProps<Of<T>>>;
} & {
  readonly data?: Readonly<Record<string, ComponentType<PartProps<Of<"data">>>>>;
};

/** The renderers in force for the messages below. */
export const PartRenderersContext: Context<PartRenderers> = createContext<PartRenderers>({});

/** The application's own renderer for a part, if it gave one. */
export function useOwnRenderer(part: MessagePart | undefined): ComponentType<PartProps> | undefined {
  const renderers = useContext(PartRenderersContext);
  if (part === undefined) return undefined;
  const [own, name] = part.type === "data" ? [renderers.data, part.name] : [renderers, part.type];
  // The name of data comes from the server: what every object has (`constructor`) is no renderer.
  return (own && Object.hasOwn(own, name) ? own[name as never] : undefined) as ComponentType<PartProps> | undefined;
}
