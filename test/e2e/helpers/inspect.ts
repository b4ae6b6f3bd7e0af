import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright";
import { expect } from "vitest";
import { eventually } from "./playground.js";

/** The inspector on a page of the playground. */
export interface Inspector {
  readonly body: Locator;
  readonly frames: Locator;
  readonly events: Locator;
  /** The message as the components show it. */
  readonly message: Locator;
  /** Drops a file on the page. */
  readonly drop: (name: string, bytes: Uint8Array | string) => Promise<void>;
  /** Waits until the body has been read, and ended like this: `done`, `error: network` … */
  readonly endsAs: (outcome: string) => Promise<void>;
  /** A fact of the summary. */
  readonly fact: (name: string) => Promise<string | null>;
  /** A member of the error. */
  readonly evidence: (name: string) => Promise<string | null>;
  /** The numbers of all frames and all events. */
  readonly counts: () => Promise<readonly string[]>;
  /** Type, what is said and number of the frame, per event. */
  readonly eventRows: () => Promise<readonly (readonly string[])[]>;
  readonly json: () => Promise<Record<string, unknown>>;
}

/** A recording of the repository as it travelled. */
export function recordingBytes(recording: string): Buffer {
  const file = recording.replace("/", "/recordings/");
  return readFileSync(new URL(`../../../src/adapters/${file}`, import.meta.url));
}

/** The inspector of an open page. */
export function inspectorOf(page: Page): Inspector {
  const list = (name: string) => page.locator(`[data-list="${name}"]`);
  const section = page.locator(".pg-inspect");
  const outcome = page.locator(".pg-outcome");
  const cells = (list: Locator) =>
    list
      .locator("tbody tr")
      .evaluateAll((rows: HTMLElement[]) =>
        rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.innerText.trim())),
      );
  return {
    body: page.getByRole("textbox", { name: "Response body" }),
    frames: list("frames"),
    events: list("events"),
    message: page.locator(".pg-shown"),
    async drop(name, bytes) {
      const data = await page.evaluateHandle(
        ({ name, base64 }) => {
          const transfer = new DataTransfer();
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          transfer.items.add(new File([bytes], name));
          return transfer;
        },
        { name, base64: Buffer.from(bytes).toString("base64") },
      );
      await section.dispatchEvent("dragover", { dataTransfer: data });
      await page.getByText("Drop the file to read it").waitFor();
      await section.dispatchEvent("drop", { dataTransfer: data });
      await eventually(() => page.getByText("Drop the file to read it").count(), 0);
    },
    async endsAs(expected) {
      // In one look: between two the next inspection may begin.
      const state = async () => [await section.getAttribute("aria-busy"), await outcome.allTextContents()];
      await expect.poll(state, { timeout: 60_000 }).toEqual(["false", [expected]]);
    },
    fact: (name) => page.locator(`.pg-summary [data-readout="${name}"]`).textContent(),
    evidence: (name) => page.locator(`[data-evidence="${name}"]`).textContent(),
    counts: () => page.locator("[data-count]").allTextContents(),
    eventRows: () => cells(list("events")),
    json: async () => JSON.parse(await page.locator(".pg-json pre").innerText()) as Record<string, unknown>,
  };
}
