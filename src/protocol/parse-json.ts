/** The one place that parses JSON of the network. `undefined` when the text is not JSON; a parsed value is wrapped. */
export function parseJson(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
