import {
  ChatPanel,
  type ChatPanelProps,
  type PartProps,
  type PartRenderers,
  type ToolCallPart,
} from "../../src/index.js";

interface Question {
  readonly city?: string;
}

/** The arguments are JSON text, whole only when the call is complete, and written by a model: anything may be in there. */
function readArguments(text: string): Question {
  try {
    return Object(JSON.parse(text)) as Question;
  } catch {
    return {};
  }
}

const degrees: Readonly<Record<string, number>> = { Paris: 21, Tōkyō: 17 };

/** A call of `get_weather` as a card; other tools as usual. */
function ToolCall({ part, isStreaming }: PartProps<ToolCallPart>) {
  const { city } = readArguments(part.arguments);
  if (part.name !== "get_weather" || isStreaming || typeof city !== "string") {
    return <p className="tool-card">Asks {part.name} …</p>;
  }
  return (
    <figure className="tool-card">
      <figcaption>{city}</figcaption>
      <b>{degrees[city] ?? "?"} °C</b>
    </figure>
  );
}

// Outside of the component: a new object would render all answers again.
const parts: PartRenderers = { "tool-call": ToolCall };

export function Weather(props: ChatPanelProps) {
  return <ChatPanel {...props} parts={parts} />;
}
