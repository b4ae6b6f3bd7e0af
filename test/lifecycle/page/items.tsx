import { useLayoutEffect, type ReactElement } from "react";
import { useJsonLinesStream, type JsonLinesStream, type JsonLinesStreamOptions } from "../../../src/index.js";

/** An item stream with its counters and its newest items. */
export function Items({
  options,
  onRender,
}: {
  readonly options: JsonLinesStreamOptions<unknown>;
  readonly onRender: (stream: JsonLinesStream<unknown>) => void;
}): ReactElement {
  const stream = useJsonLinesStream(options);
  const { items, count, status, start, abort, restart } = stream;
  useLayoutEffect(() => onRender(stream));
  return (
    <section data-status={status}>
      <output>{count}</output>
      <pre>{items.slice(-20).map((item) => `${JSON.stringify(item)}\n`)}</pre>
      <button type="button" onClick={() => void start()}>
        Start
      </button>
      <button type="button" onClick={abort}>
        Stop
      </button>
      <button type="button" onClick={() => void restart()}>
        Start again
      </button>
    </section>
  );
}
