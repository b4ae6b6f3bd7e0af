import { expect, test } from "vitest";
import { delta, done, finish } from "../helpers/openai.js";
import { patience, withStage, type Stage } from "./stage.js";

const open = withStage();

interface SpokenNode {
  readonly role: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The page as screen readers get it from Chromium. */
async function accessibleNodes({ cdp }: Stage): Promise<readonly SpokenNode[]> {
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  return nodes.flatMap(({ ignored, role, name, properties = [] }) =>
    ignored
      ? []
      : {
          role: String(role?.value),
          name: String(name?.value),
          properties: Object.fromEntries(properties.map((each) => [each.name, each.value.value])),
        },
  );
}

const sentences = [
  "Pip had one port, two workers and a very large sense of duty.",
  "Every morning the requests came down the wire like commuters.",
  "One night a storm rolled in!",
  "Who would have thought of it?",
  "But Pip remembered the rate limit.",
  "And then all the graphs were green.",
];

test("an answer is spoken in whole sentences, each once, and no token of it", async () => {
  const stage = await open();
  await stage.input.fill("Tell me a story");
  await stage.input.press("Enter");
  const request = await stage.next();
  request.head();
  const text = sentences.join(" ").replace("Pip", "**Pip**");
  const tokens = text.match(/\s?\S{1,4}/g)!;
  const steps: string[] = [];
  for (const token of tokens) {
    await request.write(delta(token));
    await new Promise((resolve) => setTimeout(resolve, 40));
    const said = (await accessibleNodes(stage)).filter(({ role }) => role === "status");
    expect(said).toHaveLength(1);
    expect(said[0]!.properties).toMatchObject({ live: "polite", atomic: false });
    steps.push(await stage.page.getByRole("status").innerText());
  }
  request.end(finish + done);
  await expect.poll(() => stage.page.evaluate(() => window.heard.at(-1)), patience).toMatch(/^Answer finished, \d+ s$/);
  const heard = await stage.page.evaluate(() => window.heard);
  expect(heard.filter((words) => words === "Answering")).toHaveLength(1);
  const spoken = heard.slice(heard.indexOf("Answering") + 1, -1);
  expect(spoken.join(" ")).toBe(sentences.join(" "));
  for (const words of spoken) expect(words).toMatch(/[.!?]$/);
  // The region changed some times, not with every token.
  expect(new Set(steps).size).toBeLessThan(12);
  expect(tokens.length).toBeGreaterThan(60);
});

test("nothing but that region, and alerts, is live while an answer streams", async () => {
  const stage = await open({ history: 4 });
  await stage.pour();
  const nodes = await accessibleNodes(stage);
  const live = nodes.filter(({ properties }) => "live" in properties && properties["live"] !== "off");
  expect(new Set(live.map(({ role }) => role))).toEqual(new Set(["status"]));
  const log = nodes.find(({ role }) => role === "log")!;
  expect([log.name, Boolean(log.properties["busy"]), log.properties["live"] ?? "off"]).toEqual([
    "Conversation",
    true,
    "off",
  ]);
  // Its text can be read by the cursor at any time.
  expect(nodes.some(({ name }) => name.startsWith("Streamed line 3."))).toBe(true);
  const articles = nodes.filter(({ role }) => role === "article");
  expect(articles.map(({ name }) => name)).toEqual(["You", "Assistant", "You", "Assistant", "You", "Assistant"]);
  expect(articles.map(({ properties }) => Boolean(properties["busy"]))).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

test("the list says that it can take the focus, and messages that were walked to", async () => {
  const stage = await open({ history: 2 });
  await stage.scroller.focus();
  await stage.page.keyboard.press("ArrowUp");
  const focused = (await accessibleNodes(stage)).filter(({ properties }) => properties["focused"] === true);
  expect(focused.map(({ role, name }) => [role, name])).toContainEqual(["article", "Assistant"]);
});
