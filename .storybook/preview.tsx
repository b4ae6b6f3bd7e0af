import type { ArgTypes, Preview } from "@storybook/react-vite";
import "./layers.css";
import "../src/components/styles.css";
import { isReplay } from "../stories/lib/replay.js";
import { initialSpeed, isTest } from "../stories/lib/speed.js";
import { Page } from "./page.js";
import "./preview.css";
import { checkVariants } from "./variants.js";

type Documented = Readonly<Record<"__docgenInfo", { readonly argTypes: ArgTypes } | undefined>>;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

const preview: Preview = {
  // What is measured after layout (boxes that scroll must be reachable by keyboard) is known two frames later.
  async afterEach({ canvasElement, parameters }) {
    await frame();
    await frame();
    const page = canvasElement.querySelector<HTMLElement>(".story-page");
    // On the page of a story the toolbar has all variants; the add-on looks at the one that is shown.
    if (isTest && page !== null) await checkVariants(page, parameters["a11y"]);
  },
  tags: ["autodocs"],
  parameters: {
    layout: "fullscreen",
    a11y: { test: "error" },
    controls: { expanded: true },
    docs: {
      // Read by the compiler, see props.ts.
      extractArgTypes: (component: Documented) => component["__docgenInfo"]?.argTypes ?? {},
    },
    options: {
      storySort: {
        order: [
          "Guide",
          ["Getting started", "Your own back end", "States and how an answer ends", "Theming"],
          "Kit",
          [
            "ChatPanel",
            "ChatRoot",
            "MessageList",
            "WindowedMessageList",
            "StreamingMessage",
            "Composer",
            "RunControls",
            "LiveStatus",
            "Themes",
          ],
          "Hooks",
          "Wires",
          ["Overview"],
          "Accessibility",
          ["Statement"],
          "Recipes",
        ],
      },
    },
  },
  globalTypes: {
    speed: {
      description: "Speed of the recordings",
      toolbar: { icon: "fastforward", dynamicTitle: true, items: ["slow", "normal", "fast", "instant"] },
    },
    theme: {
      description: "Colour scheme of the page",
      toolbar: {
        dynamicTitle: true,
        items: [
          { value: "light", title: "Light", icon: "sun" },
          { value: "dark", title: "Dark", icon: "moon" },
        ],
      },
    },
    look: {
      description: "Theme of the kit",
      toolbar: {
        icon: "paintbrush",
        dynamicTitle: true,
        items: [
          { value: "none", title: "No theme" },
          { value: "paper", title: "Paper" },
          { value: "terminal", title: "Terminal" },
          { value: "pebble", title: "Pebble" },
        ],
      },
    },
    density: {
      description: "Density",
      toolbar: {
        icon: "component",
        dynamicTitle: true,
        items: [
          { value: "comfortable", title: "Comfortable" },
          { value: "compact", title: "Compact" },
        ],
      },
    },
    locale: {
      description: "Language of the labels",
      toolbar: {
        icon: "globe",
        dynamicTitle: true,
        items: [
          { value: "en", title: "English" },
          { value: "de", title: "Deutsch" },
          { value: "es", title: "Español" },
          { value: "fr", title: "Français" },
          { value: "pt", title: "Português" },
          { value: "ja", title: "日本語" },
          { value: "zh", title: "中文" },
          { value: "ar", title: "العربية" },
          { value: "he", title: "עברית" },
        ],
      },
    },
    dir: {
      description: "Direction of the page",
      toolbar: {
        icon: "transfer",
        dynamicTitle: true,
        items: [
          { value: "ltr", title: "Left to right" },
          { value: "rtl", title: "Right to left" },
        ],
      },
    },
    motion: {
      description: "Motion",
      toolbar: {
        icon: "play",
        dynamicTitle: true,
        items: [
          { value: "system", title: "Motion as system" },
          { value: "reduced", title: "Motion reduced" },
        ],
      },
    },
  },
  initialGlobals: {
    speed: initialSpeed,
    theme: "light",
    look: "none",
    density: "comfortable",
    locale: "en",
    dir: "ltr",
    motion: "system",
  },
  // Else a story shown for the second time would go on with the replies after the last one.
  beforeEach: ({ args, parameters }) => {
    for (const value of Object.values({ ...args, ...parameters["chat"] })) if (isReplay(value)) value.reset();
  },
  decorators: [
    (Story, { globals, parameters, viewMode }) => (
      <Page
        theme={globals["theme"]}
        look={parameters["look"] ?? globals["look"]}
        density={globals["density"]}
        locale={globals["locale"]}
        dir={globals["dir"]}
        motion={globals["motion"]}
        speed={globals["speed"]}
        frame={parameters["frame"] ?? "part"}
        view={viewMode === "docs" ? "docs" : "story"}
        question={parameters["question"] ?? ""}
      >
        <Story />
      </Page>
    ),
  ],
};

export default preview;
