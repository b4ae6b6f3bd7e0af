/**
 * Mutants that no test can tell from the code, each with the reason why. A mutant is named by its text, so that an entry goes
 * stale, which fails, when the code changes.
 */
export const equivalents = [
  {
    file: "src/engine/batch.ts",
    line: "let scheduled = false;",
    original: "false",
    replacement: "true",
    reason: "The first content leaves at once, and that flush sets it to false before anything is scheduled.",
  },
  {
    file: "src/engine/collect-message.ts",
    line: 'let message = createMessage("message", "assistant", { status: "submitted", timing: { startedAt: now() } });',
    original: '"submitted"',
    replacement: '""',
    reason: "Nobody sees the message before it is settled, which sets the status of the answer and of its choices.",
  },
  {
    file: "src/engine/reading.ts",
    line: "const chosen = first.select?.(json, frame, atEnd);",
    original: "first.select?.(json, frame, atEnd)",
    replacement: "first.select(json, frame, atEnd)",
    reason: "Without `select` the first adapter is chosen at once, and `select` is only called before a choice.",
  },
  {
    file: "src/engine/reading.ts",
    line: "held = [];",
    original: "[]",
    replacement: '["Stryker was here"]',
    reason: "After the choice nobody reads the list any more; it is emptied to let the frames go.",
  },
  {
    file: "src/engine/reduce-message.ts",
    line: "if (!Number.isInteger(choice) || choice < 0 || choice > mostChoices) return message;",
    original: "choice < 0",
    replacement: "choice <= 0",
    reason: "Choice 0 is the answer itself and never comes here.",
  },
  {
    file: "src/engine/retry-after.ts",
    line: 'const exact = headers.get("retry-after-ms") ?? "";',
    original: '""',
    replacement: '"Stryker was here!"',
    reason: "Both are no number.",
  },
  {
    file: "src/engine/retry-after.ts",
    line: 'const plain = headers.get("retry-after") ?? "";',
    original: '""',
    replacement: '"Stryker was here!"',
    reason: "Both are no number.",
  },
  {
    file: "src/engine/run.ts",
    line: 'started ||= events[0]?.type === "body-start";',
    original: "events[0]?.type",
    replacement: "events[0].type",
    reason: "No batch of events is empty; the `?.` is for the compiler.",
  },
  {
    file: "src/store/items-store.ts",
    line: "const kept = all.length > limit ? all.slice(all.length - limit) : all;",
    original: "all.length > limit",
    replacement: "all.length >= limit",
    reason: "With exactly `limit` items the slice is a copy of a list that was made two lines above.",
  },
  {
    file: "src/store/message-tree.ts",
    line: "if (fork === undefined || tail === undefined) return path;",
    original: "fork === undefined",
    replacement: "false",
    reason: "Without a fork there is no tail; the comparison is for the compiler.",
  },
  {
    file: "src/chat/create-item-stream.ts",
    line: "const silent = active?.silent;",
    original: "active?.silent",
    replacement: "active.silent",
    reason: "A run settles once, and it is the active one from before its start; the `?.` is for the compiler.",
  },
  {
    file: "src/chat/create-item-stream.ts",
    line: "else if (error !== undefined) callBack(options.onError, error);",
    original: "error !== undefined",
    replacement: "true",
    reason: "What is neither done nor aborted has an error; the comparison is for the compiler.",
  },
];
