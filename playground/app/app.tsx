import { useEffect, type ReactElement } from "react";
import { ChatPanel, useChatStream, useJsonLinesStream } from "../../src/index.js";
import { Controls } from "./controls.tsx";
import { ItemsView } from "./items-view.tsx";
import { useCatalogue } from "./mock-api.ts";
import { Readout } from "./readout.tsx";
import { chatEndpoint, itemsUrl, useSettings, type Settings } from "./settings.ts";

const themes: Readonly<Record<Settings["theme"], string>> = { "light dark": "system", light: "light", dark: "dark" };

function Look({ settings, change }: { settings: Settings; change: (part: Partial<Settings>) => void }): ReactElement {
  return (
    <div className="pg-look">
      <select
        aria-label="Theme"
        value={settings.theme}
        onChange={({ target }) => change({ theme: target.value as Settings["theme"] })}
      >
        {Object.entries(themes).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label="Direction"
        value={settings.dir}
        onChange={({ target }) => change({ dir: target.value as Settings["dir"] })}
      >
        <option value="ltr">left to right</option>
        <option value="rtl">right to left</option>
      </select>
    </div>
  );
}

/** The playground: a chat and an item stream against the embedded mock server, with everything that can go wrong. */
export function App(): ReactElement {
  const [settings, change] = useSettings();
  const { catalogue, failure } = useCatalogue();
  const chat = useChatStream({ endpoint: chatEndpoint(settings) });
  const items = useJsonLinesStream({ url: itemsUrl(settings), limit: settings.limit });
  const { theme, dir, tab } = settings;

  useEffect(() => {
    document.documentElement.style.colorScheme = theme;
    document.documentElement.dir = dir;
  }, [theme, dir]);

  return (
    <div className="pg">
      <header className="pg-head">
        <h1>Headwater</h1>
        <div className="pg-tabs" role="tablist" aria-label="What to try">
          {(["chat", "items"] as const).map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={tab === name}
              aria-controls="pg-main"
              onClick={() => change({ tab: name })}
            >
              {name === "chat" ? "Chat" : "JSON Lines"}
            </button>
          ))}
        </div>
        <Look settings={settings} change={change} />
      </header>
      <aside className="pg-side">
        {catalogue !== undefined && <Controls catalogue={catalogue} settings={settings} change={change} />}
        {failure !== undefined && <p role="alert">The mock server does not answer: {failure}</p>}
        {tab === "chat" && <Readout stream={chat} />}
      </aside>
      <main className="pg-main" id="pg-main">
        {tab === "chat" ? <ChatPanel chat={chat.chat} /> : <ItemsView stream={items} />}
      </main>
    </div>
  );
}
