/**
 * A page with every component of the kit, for any React and for the sources as for the package.
 *
 * @param kit all that `headwater` exports
 * @param core all that `headwater/core` exports
 * @param h `createElement` of React
 * @returns an element per component that is exported, by its name
 */
export function kitElements(kit, core, h) {
  const begun = 1_700_000_000_000;
  const timing = { startedAt: begun, firstByteAt: begun + 300, firstContentAt: begun + 400, endedAt: begun + 4_000 };
  const source = { id: "s1", kind: "web", title: "RFC 6585", url: "https://www.rfc-editor.org/rfc/rfc6585" };
  const reasoning = { type: "reasoning", text: "The user wants to know.", startedAt: begun, endedAt: begun + 2_000 };
  const call = { type: "tool-call", toolCallId: "t1", name: "get_weather", arguments: '{"city":"Paris"}' };
  const text = {
    type: "text",
    text: "# Rain\n\nSome **rain**, `21` degrees.\n\n```ts\nconst rain = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |",
  };
  const question = core.createMessage("question", "user", {
    parts: [
      { type: "file", mediaType: "image/png", name: "map.png" },
      { type: "text", text: "How is the weather?" },
    ],
  });
  const answer = core.createMessage("answer", "assistant", {
    parts: [reasoning, call, { type: "tool-result", toolCallId: "t1", result: '{"sky":"clear"}' }, text],
    stages: [
      {
        id: "1",
        title: "Plan",
        text: "Ask the service.",
        status: "done",
        startedAt: begun,
        endedAt: begun + 900,
        sources: [],
      },
      {
        id: "2",
        title: "Search",
        text: "",
        status: "done",
        startedAt: begun + 900,
        endedAt: begun + 3_000,
        sources: [source],
      },
    ],
    sources: [source],
    citations: [{ start: 0, end: 4, kind: "web", title: "RFC 6585", url: source.url }],
    subqueries: [{ query: "Rain?", answer: "Some.", sources: [source] }],
    references: [{ kind: "file", text: "It rains.", title: "rain.pdf", page: 3, score: 0.5 }],
    usage: { inputTokens: 12, outputTokens: 34 },
    timing,
  });
  const failed = core.createMessage("failed", "assistant", {
    status: "error",
    parts: [{ type: "text", text: "Half of" }],
    error: new core.StreamError("incomplete", "The answer ended early."),
    timing,
  });
  const messages = [
    question,
    answer,
    core.createMessage("again", "user", { parts: [{ type: "text", text: "And?" }] }),
    failed,
  ];
  const nobody = () => new Promise(() => {});
  const chat = core.createChat({ endpoint: "/api/chat", fetch: nobody, messages });
  const inChat = (...children) => h(kit.ChatProvider, { chat }, ...children);
  const part = (component, props, ...children) => inChat(h(component, props, ...children));
  const inComposer = (component, props) =>
    part(kit.Composer, { defaultValue: "/c" }, h(kit.ComposerField, null, h(component, props), h(kit.ComposerInput)));
  const items = Array.from({ length: 60 }, (_, at) => ({ name: `Item ${at}`, size: at * 1_000 }));

  return {
    ChatProvider: inChat("Inside"),
    ChatPanel: h(kit.ChatPanel, { endpoint: "/api/chat", fetch: nobody, messages, suggestions: ["What can you do?"] }),
    ChatRoot: h(kit.ChatRoot, { endpoint: "/api/chat", fetch: nobody, messages }, h(kit.MessageList)),
    ChatPopover: h(kit.ChatPopover, { defaultOpen: true }, h(kit.ChatPanel, { endpoint: "/api/chat", fetch: nobody })),
    ChatSidePanel: h(kit.ChatSidePanel, null, h(kit.ChatPanel, { endpoint: "/api/chat", fetch: nobody })),
    LiveStatus: part(kit.LiveStatus),
    Composer: part(kit.Composer, { defaultValue: "A draft" }),
    ComposerAttachments: inComposer(kit.ComposerAttachments),
    ComposerCommands: inComposer(kit.ComposerCommands, { commands: [{ name: "clear", description: "Begin anew" }] }),
    ComposerField: part(kit.Composer, null, h(kit.ComposerField, null, h(kit.ComposerInput))),
    ComposerInput: inComposer(kit.ComposerInput),
    ComposerQueue: inComposer(kit.ComposerQueue),
    ComposerSubmit: inComposer(kit.ComposerSubmit),
    ItemList: h(kit.ItemList, { stream: { items } }),
    Markdown: h(kit.Markdown, { text: text.text }),
    MessageList: part(kit.MessageList, { onLoadOlder: nobody, hasOlder: true }),
    WindowedMessageList: part(kit.WindowedMessageList),
    Suggestions: part(kit.Suggestions, {
      suggestions: ["What can you do?", { label: "Compare", prompt: "Compare both." }],
    }),
    Reasoning: part(kit.Reasoning, { part: reasoning, isStreaming: false }),
    RunControls: part(kit.RunControls),
    GraphAnswer: part(kit.GraphAnswer, { messageId: "answer" }),
    SourceList: h(kit.SourceList, { sources: [source] }),
    StageTimeline: part(kit.StageTimeline, { stages: answer.stages }),
    StallNotice: h(kit.StallNotice, { since: undefined }),
    StreamMeter: h(kit.StreamMeter, { message: answer }),
    StreamingMessage: part(kit.StreamingMessage, { messageId: "answer" }),
    Attempts: part(kit.Attempts, { messageId: "answer" }),
    MessageActions: part(kit.MessageActions, { message: answer }),
    MessageContent: part(kit.MessageContent, { message: answer }),
    MessageNotice: part(kit.MessageNotice, { message: failed }),
    MessageParts: part(kit.MessageParts, { message: answer }),
    MessageProgress: part(kit.MessageProgress, { message: answer }),
    MessageTime: part(kit.MessageTime, { message: answer }),
    ToolCall: part(kit.ToolCall, { part: call, isStreaming: false }),
  };
}

/** The page with all of them, in strict mode. */
export function kitPage(kit, core, react) {
  const { createElement: h, StrictMode } = react;
  const sections = Object.entries(kitElements(kit, core, h)).map(([name, element]) =>
    h("section", { key: name, id: name }, element),
  );
  return h(StrictMode, null, h("main", null, sections));
}

/** Names of the components among all that a module exports. */
export function componentNames(kit) {
  const kinds = new Set([Symbol.for("react.forward_ref"), Symbol.for("react.memo")]);
  return Object.keys(kit)
    .filter((name) => /^[A-Z]/.test(name))
    .filter(
      (name) =>
        kinds.has(kit[name].$$typeof) || (typeof kit[name] === "function" && !(kit[name].prototype instanceof Error)),
    )
    .toSorted();
}
