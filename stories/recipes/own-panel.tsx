import type { ReactNode } from "react";
import { Chat, type ChatRootProps } from "../../src/index.js";

/** `ChatPanel`, made by hand: leave out, add and arrange as you like. */
export function OwnPanel({ empty, ...rest }: ChatRootProps & { readonly empty?: ReactNode }) {
  return (
    <Chat.Root {...rest}>
      <Chat.Messages empty={empty} />
      <Chat.Controls restartOn={["done"]} showStop={false} />
      <Chat.Composer />
      <Chat.Status />
    </Chat.Root>
  );
}
