import { useEffect, useState } from "react";
import type { RecordingInfo } from "../server/recordings.ts";
import type { FaultInfo } from "../server/server.ts";

/** What the mock server offers. */
export interface Catalogue {
  readonly recordings: readonly RecordingInfo[];
  readonly faults: readonly FaultInfo[];
  readonly relay: { readonly available: boolean; readonly host?: string };
}

async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

/** The catalogue, `undefined` until it is there; an error text when the server does not answer. */
export function useCatalogue(): { readonly catalogue?: Catalogue; readonly failure?: string } {
  const [state, setState] = useState<{ catalogue?: Catalogue; failure?: string }>({});
  useEffect(() => {
    let mounted = true;
    Promise.all([
      getJson<RecordingInfo[]>("/mock/wires"),
      getJson<FaultInfo[]>("/mock/faults"),
      getJson<Catalogue["relay"]>("/mock/relay"),
    ]).then(
      ([recordings, faults, relay]) => mounted && setState({ catalogue: { recordings, faults, relay } }),
      (error: unknown) => mounted && setState({ failure: String(error) }),
    );
    return () => {
      mounted = false;
    };
  }, []);
  return state;
}
