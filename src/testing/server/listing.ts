import { faults, faultUsage } from "../faults/faults.js";
import type { MockWire } from "../wires/wire.js";

/** What a server offers, for programs. */
export interface MockListing {
  readonly wires: readonly Pick<MockWire, "name" | "title" | "routes">[];
  readonly faults: readonly { readonly name: string; readonly usage: string; readonly sentence: string }[];
}

/** The wires with their paths and the faults. */
export function listOffer(wires: readonly MockWire[]): MockListing {
  return {
    wires: wires.map(({ name, title, routes }) => ({ name, title, routes })),
    faults: faults.map((fault) => ({ name: fault.name, usage: faultUsage(fault), sentence: fault.sentence })),
  };
}

/** The wires with their paths, for people. */
export function wiresText(wires: readonly MockWire[]): string {
  return wires
    .map(({ name, title, routes }) => `  ${name}: ${title}\n${routes.map((route) => `      ${route}\n`).join("")}`)
    .join("");
}

/** The faults, for people: how each is written and what it does. */
export function faultsText(): string {
  return faults
    .map((fault) => {
      const value = fault.value ? ` After the colon: ${fault.value.meaning}.` : "";
      return `  ${faultUsage(fault)}\n      ${fault.sentence}${value}\n`;
    })
    .join("");
}

/** What `GET /` says to people. */
export function offerText(wires: readonly MockWire[]): string {
  return (
    "Headwater mock server\n\n" +
    `Wires, at their real paths and below /<name>:\n\n${wiresText(wires)}\n` +
    "Models: GET /v1/models\n\n" +
    "Any request may say ?fault=…&rate=<frames per second>&chunk=<bytes per write>&seed=…, or the same in the headers\n" +
    `x-mock-fault, x-mock-rate, x-mock-chunk, x-mock-seed. Faults:\n\n${faultsText()}`
  );
}
