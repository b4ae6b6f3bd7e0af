import { StrictMode, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import { useJsonLinesStream, type StandardSchema } from "../../../src/index.js";

/** `Item` of `app.py`. */
interface Item {
  readonly name: string;
  readonly description: string | null;
}

function isItem(value: unknown): value is Item {
  if (typeof value !== "object" || value === null || !("name" in value) || !("description" in value)) return false;
  return typeof value.name === "string" && (typeof value.description === "string" || value.description === null);
}

const schema: StandardSchema<Item> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) => (isItem(value) ? { value } : { issues: [{ message: "not an item" }] }),
  },
};

const url = new URLSearchParams(location.search).get("url") ?? "/items/stream";

/** Items as JSON, which shows every character and the difference between an empty and a missing description. */
function Items(): ReactElement {
  const { items, count, badLines, status, error, start, abort, restart } = useJsonLinesStream<Item>({ url, schema });
  return (
    <main data-status={status} data-error={error?.code}>
      <button type="button" onClick={() => void start()}>
        Start
      </button>
      <button type="button" onClick={abort}>
        Stop
      </button>
      <button type="button" onClick={() => void restart()}>
        Start again
      </button>
      <output>{count}</output>
      <ol>
        {items.map((item, index) => (
          // The number of an item in the stream is its identity.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          <li key={index}>{JSON.stringify(item)}</li>
        ))}
      </ol>
      <ul>
        {badLines.map(({ text, reason }) => (
          <li key={text}>{`${reason}: ${text}`}</li>
        ))}
      </ul>
    </main>
  );
}

createRoot(document.querySelector("#root")!).render(
  <StrictMode>
    <Items />
  </StrictMode>,
);
