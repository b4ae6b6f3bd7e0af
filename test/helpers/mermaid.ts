import url from "@mermaid-js/tiny/dist/mermaid.tiny.js?url";
import type { Mermaid } from "../../src/diagram/index.js";

/** Mermaid's small build, which is a script that leaves a global behind. */
async function load(): Promise<Mermaid> {
  const script = document.createElement("script");
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
  });
  script.src = url;
  document.head.append(script);
  await loaded;
  return (globalThis as unknown as { readonly mermaid: Mermaid }).mermaid;
}

// In the form of the package `mermaid`.
export default await load();
