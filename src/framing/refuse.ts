import { StreamError } from "../protocol/errors.js";

const foreign = /^(image|audio|video|font)\/|html|pdf|zip/;

/** Ends the reading of a reply of the wrong kind. */
export function refuse(what: string): never {
  throw new StreamError("unexpected-response", `The server answered with ${what} instead of a stream.`);
}

/** Refuses replies that no framing can read: pages, pictures, archives. */
export function refuseForeign(contentType: string): void {
  if (foreign.test(contentType)) refuse(contentType.includes("html") ? "an HTML page" : contentType);
}
