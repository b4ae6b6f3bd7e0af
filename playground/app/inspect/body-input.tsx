import { useEffect, useRef, useState, type ClipboardEvent, type ReactElement } from "react";
import { Field, RecordingOptions } from "../field.tsx";
import type { Catalogue } from "../mock-api.ts";
import { longestField, type Body, type BodyFile } from "./body.ts";

/** Characters shown of a body that is a file. */
const previewLength = 2000;

interface BodyInputProps {
  readonly body: Body;
  readonly sample: string;
  readonly catalogue: Catalogue | undefined;
}

/** Whether a file is held over the page. The whole page takes it: beside a drop zone the browser would open it instead. */
function useFileDrop(take: (file: File) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setIsOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      // Not the change from one element to another.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setIsOver(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      latest.current(file);
    };
    globalThis.addEventListener("dragover", onDragOver);
    globalThis.addEventListener("dragleave", onDragLeave);
    globalThis.addEventListener("drop", onDrop);
    return () => {
      globalThis.removeEventListener("dragover", onDragOver);
      globalThis.removeEventListener("dragleave", onDragLeave);
      globalThis.removeEventListener("drop", onDrop);
    };
  }, []);
  return isOver;
}

function FilePreview({ file: { name, bytes }, body }: { readonly file: BodyFile; readonly body: Body }): ReactElement {
  const text = new TextDecoder().decode(bytes.subarray(0, previewLength));
  return (
    <section className="pg-file" aria-label="Beginning of the body">
      <header>
        <b dir="auto">{name}</b>
        <span className="pg-muted hw-numeric">{bytes.length.toLocaleString()} bytes</span>
        <span className="pg-actions">
          {bytes.length <= longestField && (
            <button type="button" className="hw-button" onClick={body.editAsText}>
              Edit as text
            </button>
          )}
          <button type="button" className="hw-button" onClick={body.clear}>
            Remove
          </button>
        </span>
      </header>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <pre className="hw-code" dir="ltr" tabIndex={0}>
        {text}
        {bytes.length > previewLength && "…"}
      </pre>
    </section>
  );
}

/** Where the body comes from: pasted or typed, a file dropped or chosen, a recording of the mock server. */
export function BodyInput({ body, sample, catalogue }: BodyInputProps): ReactElement {
  const { text, file, failure } = body;
  const input = useRef<HTMLInputElement>(null);
  const isOver = useFileDrop(body.takeFile);
  const recordings = catalogue?.recordings ?? [];
  const title = recordings.find(({ wire, name }) => `${wire}/${name}` === sample)?.title;

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const [pastedFile] = event.clipboardData.files;
    const pasted = event.clipboardData.getData("text/plain");
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    if (pastedFile !== undefined) body.takeFile(pastedFile);
    else if (pasted.length > longestField && selectionEnd - selectionStart === value.length) body.takePaste(pasted);
    else return;
    event.preventDefault();
  };

  return (
    <section className="pg-body" data-over={isOver} aria-labelledby="pg-body">
      <h2 id="pg-body">Response body</h2>
      {file === undefined ? (
        <textarea
          aria-labelledby="pg-body"
          aria-describedby="pg-private"
          dir="ltr"
          rows={7}
          spellCheck={false}
          placeholder="Paste a recorded response body, or drop a file anywhere on this page."
          value={text}
          onChange={({ target }) => body.setText(target.value)}
          onPaste={onPaste}
        />
      ) : (
        <FilePreview file={file} body={body} />
      )}
      <div className="pg-sources">
        <button type="button" className="hw-button" onClick={() => input.current?.click()}>
          Choose a file …
        </button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="File with a response body"
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen !== undefined) body.takeFile(chosen);
            // So that the same file can be chosen again after it has changed.
            target.value = "";
          }}
        />
        <Field label="Sample" hint={title}>
          <select
            value={sample}
            onChange={({ target: { value } }) => (value === "" ? body.clear() : body.takeSample(value))}
          >
            <option value="">choose a recording …</option>
            <RecordingOptions of={recordings} />
          </select>
        </Field>
      </div>
      <p className="pg-hint" id="pg-private">
        Nothing is uploaded: the body is read here, in the browser.
      </p>
      {failure !== undefined && (
        <p className="pg-error" role="alert">
          {failure}
        </p>
      )}
      {isOver && (
        <div className="pg-drop" aria-hidden="true">
          Drop the file to read it
        </div>
      )}
    </section>
  );
}
