import { runChat } from "../lib/chat.mjs";

const kilo = (tokens) => `${tokens / 1000}k`;

function chatCell(key, settings, contender, rounds) {
  return {
    group: "chat",
    key,
    contender: contender.name,
    rounds,
    run: (server) => runChat(server, contender, settings),
  };
}

/** Whole chats, as users see them. */
export function chatCells(contenders, { quick, rounds }) {
  const cells = [];
  const add = (key, settings, rounds, who = contenders) => {
    for (const contender of who) cells.push(chatCell(key, settings, contender, rounds));
  };
  if (quick) {
    add("2k at 1000, follow", { tokens: 2000, rate: 1000, follow: true }, 1);
    add("8k burst, follow", { tokens: 8000, rate: 0, follow: true }, 1);
    add("2k at 1000, follow, 200 earlier", { tokens: 2000, rate: 1000, follow: true, history: 200 }, 1);
    return cells;
  }
  for (const follow of [true, false]) {
    const way = follow ? "follow" : "still";
    for (const tokens of [2000, 8000, 32_000]) {
      add(`${kilo(tokens)} burst, ${way}`, { tokens, rate: 0, follow }, rounds);
      add(
        `${kilo(tokens)} at 1000, ${way}`,
        { tokens, rate: 1000, follow },
        tokens === 32_000 ? Math.min(rounds, 2) : rounds,
      );
    }
  }
  for (const history of [0, 200, 1000]) {
    add(`history ${history}`, { tokens: 2000, rate: 1000, follow: true, history }, rounds);
    add(`history ${history}, React`, { tokens: 2000, rate: 1000, follow: true, history, pass: "react" }, 1);
  }
  add("20 streams", { tokens: 1000, rate: 100, follow: true, streams: 20 }, Math.min(rounds, 2));
  return cells;
}
