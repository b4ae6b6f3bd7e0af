/** Reads a stream of OpenAI chat completions with as little as possible: decode, look for line ends, parse, hand on. */
export async function readDeltas(url: string, take: (delta: string) => void): Promise<void> {
  const response = await fetch(url, { method: "POST", body: "{}" });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let carry = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const text = carry + decoder.decode(read.value, { stream: true });
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      if (at > from && text.charCodeAt(from + 6) === 123) {
        const delta: unknown = JSON.parse(text.slice(from + 6, at)).choices[0].delta.content;
        if (typeof delta === "string" && delta !== "") take(delta);
      }
      from = at + 1;
    }
    carry = text.slice(from);
  }
}
