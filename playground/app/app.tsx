import { useEffect, type ReactElement } from "react";
import { ChatPanel, useChatStream, useJsonLinesStream } from "../../src/index.js";
import { Controls, controlsSummary } from "./controls.tsx";
import { useBody } from "./inspect/body.ts";
import { InspectControls, inspectSummary } from "./inspect/inspect-controls.tsx";
import { Inspect } from "./inspect/inspect.tsx";
import { ItemsView } from "./items-view.tsx";
import { useCatalogue } from "./mock-api.ts";
import { Readout } from "./readout.tsx";
import { chatEndpoint, itemsUrl, timesOf, useSettings, type Settings } from "./settings.ts";
import { Side } from "./side.tsx";

const tabs: Readonly<Record<Settings["tab"], string>> = { chat: "Chat", items: "JSON Lines", inspect: "Inspect" };

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

/**
 * The playground: a chat and an item stream against the embedded mock server, with everything that can go wrong, and a look
 * into recorded replies.
 */
export function App(): ReactElement {
  const [settings, change] = useSettings();
  const { catalogue, failure } = useCatalogue();
  const chat = useChatStream({ endpoint: chatEndpoint(settings), ...timesOf(settings) });
  const items = useJsonLinesStream({ url: itemsUrl(settings), limit: settings.limit, ...timesOf(settings) });
  const body = useBody(settings, change, catalogue);
  const { theme, dir } = settings;
  const tab = settings.tab in tabs ? settings.tab : "chat";

  useEffect(() => {
    document.documentElement.style.colorScheme = theme;
    document.documentElement.dir = dir;
  }, [theme, dir]);

  return (
    <div className="pg" data-tab={tab}>
      <header className="pg-head">
        <h1>Headwater</h1>
        <div className="pg-tabs" role="tablist" aria-label="What to try">
          {Object.entries(tabs).map(([name, title]) => (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={tab === name}
              aria-controls="pg-main"
              onClick={() => change({ tab: name as Settings["tab"] })}
            >
              {title}
            </button>
          ))}
        </div>
        <Look settings={settings} change={change} />
      </header>
      <Side summary={tab === "inspect" ? inspectSummary(settings, body.guessedType) : controlsSummary(settings)}>
        {tab === "inspect" ? (
          <InspectControls settings={settings} guessedType={body.guessedType} change={change} />
        ) : (
          catalogue !== undefined && <Controls catalogue={catalogue} settings={settings} change={change} />
        )}
        {tab === "chat" && <Readout stream={chat} />}
      </Side>
      <main className="pg-main" id="pg-main">
        {failure !== undefined && <p role="alert">The mock server does not answer: {failure}</p>}
        {tab === "chat" && <ChatPanel chat={chat.chat} />}
        {tab === "items" && <ItemsView stream={items} />}
        {tab === "inspect" && <Inspect body={body} settings={settings} catalogue={catalogue} />}
      </main>
    </div>
  );
}
