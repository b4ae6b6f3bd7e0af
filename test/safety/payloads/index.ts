import { attributePayloads, clobberingPayloads, stylePayloads } from "./attributes.js";
import { obfuscatedPayloads, schemePayloads } from "./links.js";
import { hostPayloads, requestPayloads } from "./loads.js";
import { handlerPayloads, htmlPayloads } from "./markup.js";
import { nameAll, type Payload } from "./payload.js";
import { characterPayloads, sizePayloads } from "./texts.js";

/** All of them, in the same order with the same names each time. */
export function allPayloads(): readonly Payload[] {
  return nameAll([
    ...schemePayloads(),
    ...obfuscatedPayloads(),
    ...hostPayloads(),
    ...htmlPayloads(),
    ...handlerPayloads(),
    ...attributePayloads(),
    ...clobberingPayloads(),
    ...requestPayloads(),
    ...stylePayloads(),
    ...characterPayloads(),
    ...sizePayloads(),
  ]);
}
