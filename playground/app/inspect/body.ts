import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Catalogue } from "../mock-api.ts";
import type { Settings } from "../settings.ts";

/** Bytes of a body: more would not be a recording any more, and has to fit into memory several times. */
const largestBody = 16_777_216;
/** Characters of a pasted text that a text field can take without the page standing still. */
export const longestField = 50_000;

/** A body that is kept as it is, byte by byte: a text field would change its line ends. */
export interface BodyFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The body to inspect and where it comes from. */
export interface Body {
  /** In the text field; does not count while there is a file. */
  readonly text: string;
  readonly file: BodyFile | undefined;
  readonly bytes: Uint8Array;
  /** Content type by the name of the file, else by the beginning of the body; `""` without either. */
  readonly guessedType: string;
  /** Why a file or a recording could not be taken. */
  readonly failure: string | undefined;
  readonly setText: (text: string) => void;
  readonly takeFile: (file: File) => void;
  /** Takes a pasted text that is too long for a field. */
  readonly takePaste: (text: string) => void;
  readonly takeSample: (sample: string) => void;
  /** Puts the file into the text field. */
  readonly editAsText: () => void;
  readonly clear: () => void;
}

const typesByEnding: Readonly<Record<string, string>> = {
  sse: "text/event-stream",
  jsonl: "application/x-ndjson",
  ndjson: "application/x-ndjson",
  json: "application/json",
  html: "text/html",
  htm: "text/html",
  txt: "text/plain",
};

/** Whether the text is JSON as it stands. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function typeOfText(text: string): string {
  if (/^(?:(?:data|event|id|retry)\s*)?:/.test(text)) return "text/event-stream";
  if (text.startsWith("<")) return "text/html";
  if (!/^[[{"]/.test(text)) return "text/plain";
  const [first = "", second] = text.split("\n").filter((line) => line.trim() !== "");
  return second !== undefined && isJson(first) ? "application/x-ndjson" : "application/json";
}

function guessType(name: string | undefined, bytes: Uint8Array): string {
  if (name === undefined && bytes.length === 0) return "";
  const ending = name?.split(".").at(-1)?.toLowerCase() ?? "";
  return typesByEnding[ending] ?? typeOfText(new TextDecoder().decode(bytes.subarray(0, 65_536)).trimStart());
}

/** Reads a reply to its end, also where its end is a lost connection. */
async function readReply(response: Response): Promise<{ bytes: Uint8Array; end: Settings["end"] }> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  let end: Settings["end"] = "clean";
  try {
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) pieces.push(next.value);
  } catch {
    end = "lost";
  }
  return { bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()), end };
}

const unset = { type: "", status: 200, end: "clean" } as const satisfies Partial<Settings>;

/** The body to inspect. The recording that the address names is loaded, every other body begins empty. */
export function useBody(
  { tab, sample }: Settings,
  change: (part: Partial<Settings>) => void,
  catalogue: Catalogue | undefined,
): Body {
  const [text, setText] = useState("");
  const [file, setFile] = useState<BodyFile>();
  const [failure, setFailure] = useState<string>();
  /** Whoever asked last for a body gets it. */
  const asked = useRef<object>(undefined);
  /** The sample that is there or on its way. */
  const held = useRef("");
  const bytes = useMemo(() => file?.bytes ?? new TextEncoder().encode(text), [file, text]);
  const guessedType = useMemo(() => guessType(file?.name, bytes), [file, bytes]);

  /** Takes a file that somebody else reads, unless another was asked for meanwhile. */
  const take = useCallback(async (name: string, read: () => Promise<Uint8Array>) => {
    const request = {};
    asked.current = request;
    try {
      const bytes = await read();
      if (asked.current !== request) return;
      setFile({ name, bytes });
      setFailure(undefined);
    } catch (error) {
      if (asked.current === request) setFailure(`${name} could not be read: ${String(error)}`);
    }
  }, []);

  const load = useCallback(
    (wanted: string, withHead: boolean) => {
      held.current = wanted;
      void take(wanted.split("/").at(-1)!, async () => {
        // Without a rate the server sends as fast as it can.
        const response = await fetch(`/mock/stream/${wanted}?rate=0`);
        const { bytes, end } = await readReply(response);
        const type = response.headers.get("content-type") ?? "none";
        if (withHead && held.current === wanted) change({ type, status: response.status, end });
        return bytes;
      });
    },
    [change, take],
  );

  useEffect(() => {
    if (tab !== "inspect" || sample === held.current || catalogue === undefined) return;
    const isKnown = catalogue.recordings.some(({ wire, name }) => `${wire}/${name}` === sample);
    // oxlint-disable-next-line react/set-state-in-effect -- the state is set when the server has answered
    if (isKnown) load(sample, false);
    else change({ sample: "" });
  }, [tab, sample, catalogue, load, change]);

  /** A body of one's own comes without the head that the last recording had. */
  const leaveSample = (part?: Partial<Settings>) => {
    if (held.current !== "") change({ sample: "", ...unset, ...part });
    else if (part !== undefined) change(part);
    held.current = "";
  };

  return {
    text,
    file,
    bytes,
    guessedType,
    failure,
    setText: (next) => {
      asked.current = undefined;
      setFailure(undefined);
      leaveSample();
      setText(next);
    },
    takeFile: (next) => {
      leaveSample({ type: "" });
      void take(next.name, async () => {
        if (next.size > largestBody) throw new Error(`it has more than ${largestBody.toLocaleString()} bytes`);
        return new Uint8Array(await next.arrayBuffer());
      });
    },
    takePaste: (pasted) => {
      leaveSample();
      void take("Pasted text", async () => new TextEncoder().encode(pasted));
    },
    takeSample: (wanted) => {
      change({ sample: wanted });
      load(wanted, true);
    },
    editAsText: () => {
      held.current = "";
      change({ sample: "" });
      setText(new TextDecoder().decode(bytes));
      setFile(undefined);
    },
    clear: () => {
      asked.current = undefined;
      leaveSample();
      setFile(undefined);
      setText("");
      setFailure(undefined);
    },
  };
}
