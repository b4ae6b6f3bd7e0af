const fence = "```";

/** Blocks of code in languages with a grammar, and one without. */
export const codeText = `The client reads the stream line by line:

${fence}ts
import { readEvents } from "headwater/core";

/** Tokens per second, measured over a whole answer. */
export async function measure(url: string, limit = 3): Promise<number> {
  const started = performance.now();
  let count = 0;
  for await (const event of readEvents({ request: new Request(url), adapter: auto() })) {
    if (event.type === "text-delta") count += 1; // One per token, as a rule, though some servers send more than one of them at once.
  }
  return count > limit ? (count * 1000) / (performance.now() - started) : Number.NaN;
}
${fence}

The server, in Python:

${fence}py
from dataclasses import dataclass

@dataclass
class Chunk:
    """One piece of an answer."""
    text: str
    index: int = 0

def frames(chunks: list[Chunk]) -> str:
    return "".join(f"data: {chunk.text!r}\\n\\n" for chunk in chunks if chunk.text is not None)
${fence}

What changed:

${fence}diff
@@ -1,3 +1,3 @@
 const stream = await fetch(url);
-const text = await stream.text();
+const text = await readAll(stream, { onToken });
${fence}

A language that nobody knows:

${fence}klingon
nuqneH
${fence}
`;

/** The same in words of a language that runs from right to left. */
export const hebrewCodeText = `הלקוח קורא את הזרם שורה אחר שורה, כמו \`for await\`:

${codeText.slice(codeText.indexOf(fence), codeText.indexOf("The server"))}
הנוסחה $E = mc^2$ עומדת בשורה, וזו לבדה:

$$
\\int_0^1 x^2 \\, dx = \\frac{1}{3}
$$
`;

/** Formulas in a line and on their own. */
export const mathText = `Attention compares each query with every key, $q_i \\cdot k_j$, scaled by $\\sqrt{d_k}$:

$$
\\operatorname{Attention}(Q, K, V) = \\operatorname{softmax}\\left( \\frac{QK^\\top}{\\sqrt{d_k}} \\right) V
$$

The loss is the mean over all tokens, \\(\\mathcal{L} = -\\frac{1}{n} \\sum_{t=1}^{n} \\log p_\\theta(x_t \\mid x_{<t})\\), and

\\[
\\nabla_\\theta \\mathcal{L} = \\begin{pmatrix} \\partial \\mathcal{L} / \\partial \\theta_1 \\\\ \\vdots \\\\ \\partial \\mathcal{L} / \\partial \\theta_m \\end{pmatrix}
\\]

One that cannot be read stays as it was written: $\\frac{a}{b$. It costs $5 and $10.
`;

/** Diagrams that can be drawn, and one that wants a picture of somebody's server. */
export const diagramText = `A request, in order:

${fence}mermaid
sequenceDiagram
  participant B as Browser
  participant S as Server
  B->>S: POST /api/chat
  S-->>B: data: {"delta": "Hel"}
  S-->>B: data: {"delta": "lo"}
  S-->>B: data: [DONE]
${fence}

What happens with each frame:

${fence}mermaid
graph LR
  A[Frame] --> B{JSON?}
  B -- yes --> C[Decode]
  B -- no --> D[Skip and count]
  C --> E((Message))
${fence}

And one that may load something:

${fence}mermaid
graph LR
  A@{ img: "https://images.example/a.png", label: "A picture" } --> B
${fence}
`;
