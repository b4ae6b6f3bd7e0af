import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readComponents } from "../../.storybook/props.js";

const components = readComponents();
const propsOf = (name: string) => components.find((one) => one.name === name)?.props ?? [];

const stories = readdirSync("stories", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".stories.tsx"))
  .map((file) => readFileSync(`stories/${file}`, "utf8"));

describe("what Storybook shows of a component", () => {
  test("all components that the package exports are found, and nothing else", () => {
    const names = components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["ChatPanel", "Composer", "ItemList", "Markdown", "MessageList"]));
    expect(names.filter((name) => /Context$|^use|^create|^default/.test(name))).toEqual([]);
  });

  test("props of generic types, of unions, of factories and of other files are all there", () => {
    const names = (component: string) => propsOf(component).map(({ name }) => name);
    expect(names("RunControls")).toEqual(["restartOn", "showStop", "className", "style", "render"]);
    expect(names("ChatPanel")).toEqual(expect.arrayContaining(["endpoint", "adapter", "labels", "empty", "render"]));
    expect(names("WindowedMessageList")).toEqual(expect.arrayContaining(["empty", "renderMessage"]));
    expect(names("Markdown")).toEqual(expect.arrayContaining(["text", "streaming", "imageOrigins"]));
    // The kit's panel has no children, and no attribute of all elements is told.
    expect(names("ChatPanel")).not.toEqual(expect.arrayContaining(["children"]));
    expect(names("Composer")).not.toEqual(expect.arrayContaining(["onClick"]));
  });

  test("a prop has its words, its type, its default and whether it must be given", () => {
    const showStop = propsOf("RunControls").find(({ name }) => name === "showStop");
    expect(showStop).toEqual({
      name: "showStop",
      description: 'Whether "Stop" is offered while an answer runs.',
      type: "boolean",
      required: false,
      defaultValue: "true",
      options: undefined,
    });
    const whenBusy = propsOf("ChatPanel").find(({ name }) => name === "whenBusy");
    expect(whenBusy?.options?.toSorted()).toEqual(["ignore", "interrupt", "queue"]);
    const required = propsOf("StreamingMessage").filter((prop) => prop.required);
    expect(required.map(({ name }) => name)).toEqual(["messageId"]);
    // Only one way of making a panel asks for it.
    expect(propsOf("ChatPanel").find(({ name }) => name === "endpoint")?.required).toBe(false);
  });
});

describe.each(components)("$name", ({ name, description, props }) => {
  test("has a comment that says what it is", () => {
    expect(description).not.toBe("");
  });

  test("says what each of its props does", () => {
    expect(
      props.filter((prop) => prop.description === "" && prop.defaultValue === undefined).map((prop) => prop.name),
    ).toEqual([]);
  });

  // What only carries a value down has nothing to show.
  test.skipIf(name === "ChatProvider")("has a page in Storybook", () => {
    const names = new RegExp(`^  component: ${name}\\b|^  subcomponents: \\{[^}]*\\b${name}\\b`, "m");
    expect(stories.filter((text) => names.test(text))).not.toEqual([]);
  });
});
