"use client";
import { createMessageList, type MessageListComponent } from "./create-message-list.js";
import { MessageGroups } from "./message-groups.js";

/**
 * The visible conversation. Keeps the end in view while an answer streams, until the reader scrolls away. A token renders the
 * part it belongs to, never the list; what is far out of view costs the browser nothing, and is still found by its search.
 */
export const MessageList: MessageListComponent = createMessageList(MessageGroups, true);
