import { runChat } from "../lib/chat.mjs";

const kilo = (tokens) => `${tokens / 1000}k`;

/** Whole chats, as users see them. */
export function chatCells(contenders, { quick, rounds }) {
  const cells = [];
  const add = (key, settings, { who = contenders, most = rounds } = {}) => {
    for (const contender of who) {
      const run = (server) => runChat(server, contender, settings);
      cells.push({ group: "chat", key, contender: contender.name, rounds: Math.min(rounds, most), run });
    }
  };
  // One timer per chunk: nobody waits for its long answers.
  const fast = contenders.filter(({ tokensPerSecond }) => tokensPerSecond === undefined);
  const withReact = contenders.filter(({ isFloor }) => !isFloor);
  if (quick) {
    add("2k at 1000, follow", { tokens: 2000, rate: 1000, follow: true });
    add("8k burst, follow", { tokens: 8000, rate: 0, follow: true });
    add("history 200, follow", { tokens: 2000, rate: 1000, follow: true, history: 200 });
    return cells;
  }
  for (const tokens of [2000, 8000, 32_000]) {
    const who = tokens === 2000 ? contenders : fast;
    for (const way of ["follow", "still"]) {
      const follow = way === "follow";
      add(`${kilo(tokens)} burst, ${way}`, { tokens, rate: 0, follow }, { who });
      add(`${kilo(tokens)} at 1000, ${way}`, { tokens, rate: 1000, follow }, { who, most: tokens === 32_000 ? 2 : 3 });
    }
  }
  for (const history of [0, 200, 1000]) {
    const settings = { tokens: 2000, rate: 1000, follow: true, history };
    add(`history ${history}, follow`, settings, { who: fast });
    add(
      `history ${history}, React`,
      { ...settings, pass: "react" },
      { who: fast.filter(({ isFloor }) => !isFloor), most: 1 },
    );
  }
  for (const first of [2000, 8000, 32_000]) {
    const settings = { tokens: first + 1000, rate: 100, follow: true, first };
    add(`${kilo(first)} there, at 100, follow`, settings, { who: fast, most: 1 });
  }
  add("frames, 8k at 1000, follow", { tokens: 8000, rate: 1000, follow: true, pass: "frames" }, { who: fast, most: 1 });
  add("20 streams", { tokens: 1000, rate: 100, follow: true, streams: 20 }, { most: 2 });
  const oneTask = { tokens: 10_000, rate: 0, follow: true, oneTask: true, pass: "react" };
  add("10,000 deltas in one task, React", oneTask, { who: withReact.filter((one) => fast.includes(one)), most: 1 });
  add("hidden, 2k at 1000", { tokens: 2000, rate: 1000, follow: true, hidden: true }, { who: withReact, most: 1 });
  return cells;
}
