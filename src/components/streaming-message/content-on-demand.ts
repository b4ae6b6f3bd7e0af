import type { ComponentType } from "react";
import { createOnDemand, type OnDemand } from "../on-demand.js";
import type { MessageProps } from "./message-props.js";

/** `MessageContent`, which brings Markdown and most of the kit: of it alone, the first load of a page has nothing. */
export const contentOnDemand: OnDemand<ComponentType<MessageProps>> = createOnDemand("what shows answers");
