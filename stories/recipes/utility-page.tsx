import { Chat, type ChatRootProps } from "../../src/index.js";

/**
 * On a page with a reset and utility classes, as Tailwind makes them. Both live in layers of their own; ours is called `headwater`.
 * Name the order once, and utilities win over the kit: `@layer base, headwater, utilities`.
 */
export function UtilityPage(props: ChatRootProps) {
  return (
    <main className="flex h-full">
      <h1 className="text-xl font-bold p-4">Support</h1>
      <Chat.Root {...props} className={({ status }) => `flex-1 border ${status === "error" ? "border-red" : ""}`}>
        <Chat.Messages className="p-4" />
        <Chat.Composer className="rounded-none" />
        <Chat.Status />
      </Chat.Root>
    </main>
  );
}
