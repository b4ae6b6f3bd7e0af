import type { ReactElement } from "react";
import { ItemList, type JsonLinesStream } from "../../src/index.js";

/** The items of a JSON Lines stream as they arrive, with the lines that could not be read. */
export function ItemsView({ stream }: { readonly stream: JsonLinesStream<unknown> }): ReactElement {
  const { count, status, isBusy } = stream;
  return (
    <ItemList stream={stream}>
      <button type="button" className="hw-button" onClick={() => void (isBusy ? stream.abort() : stream.restart())}>
        {isBusy ? "Stop" : count === 0 && status === "idle" ? "Start" : "Start again"}
      </button>
    </ItemList>
  );
}
