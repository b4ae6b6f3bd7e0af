import type { Meta, StoryObj } from "@storybook/react-vite";
import { useMemo, type ReactElement } from "react";
import { expect } from "storybook/test";
import { ChatPanel } from "../../src/index.js";
import { Chat, LastMessage } from "../lib/chat.js";
import { drive, until } from "../lib/drive.js";
import { loadRecording, recordingNames } from "../lib/recordings.js";
import { recorded, replay } from "../lib/replay.js";

interface Args {
  /** Which reply is played to every question. */
  readonly recording: string;
  /** How it is cut: between frames, or after so many bytes. */
  readonly cut: "frames" | number;
}

function Player({ recording, cut }: Args): ReactElement {
  const fetch = useMemo(() => replay(recorded(recording, { cut })), [recording, cut]);
  return <ChatPanel endpoint="/api/chat" fetch={fetch} />;
}

const meta: Meta<Args> = {
  title: "Wires/Recordings",
  argTypes: {
    recording: { control: "select", options: recordingNames },
    cut: { control: "select", options: ["frames", 1, 3, 7, 64, 1024] },
  },
  args: { recording: "openai-chat/aisix-story.sse", cut: "frames" },
  render: (args) => <Player {...args} />,
  parameters: { frame: "panel", question: "Play it." },
};
export default meta;

type Story = StoryObj<Args>;

/** Any recording of any wire format, through the panel: choose one below and send a message. */
export const AnyRecording: Story = {
  play: async (context) => {
    const { ask, reaches } = drive(context);
    await ask();
    await reaches("done");
  },
};

/** Made once: a new `fetch` for each render would be a new chat setup. */
const setups = recordingNames.map((name) => ({ name, setup: { fetch: replay(name), firstQuestion: name } }));

/** Every recording that there is, at a glance: each ends as its expected result says. */
export const All: Story = {
  parameters: { frame: "part", question: "", controls: { disable: true } },
  // Dozens of chats would slow down the page of this file.
  tags: ["!autodocs"],
  render: () => (
    <>
      {setups.map(({ name, setup }) => (
        <section key={name} aria-label={name}>
          <h2>{name}</h2>
          <Chat setup={setup}>
            <LastMessage />
          </Chat>
        </section>
      ))}
    </>
  ),
  play: async ({ canvasElement }) => {
    const articles = () => [...canvasElement.querySelectorAll("article")];
    await until(() => expect(articles().map((article) => article.ariaBusy)).not.toContain("true"));
    const expected = await Promise.all(recordingNames.map(async (name) => [name, (await loadRecording(name)).outcome]));
    const shown = articles().map((article, index) => [recordingNames[index], article.getAttribute("data-status")]);
    await expect(shown).toEqual(expected);
  },
};
