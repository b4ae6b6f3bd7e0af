const ids = ["mock-model", "gpt-4o-mini", "palmyra-x5", "claude-sonnet-4-5", "gemini-2.5-flash", "llama3.2"];
const since = "2026-01-01T00:00:00Z";

/**
 * The models that the server has, for clients that ask for them. One list for several APIs, which name its members
 * differently: OpenAI and Anthropic `data`, Writer, Gemini and Ollama `models`.
 */
function modelList(): unknown {
  return {
    object: "list",
    data: ids.map((id) => ({
      id,
      object: "model",
      type: "model",
      created: Date.parse(since) / 1000,
      created_at: since,
      owned_by: "headwater-mock",
      display_name: id,
    })),
    has_more: false,
    first_id: ids[0],
    last_id: ids.at(-1),
    models: ids.map((id) => ({ id, name: id, model: id, modified_at: since })),
  };
}

/** The list of models, if a path is one at which clients ask for it, the name of a wire before it or not. */
export function modelsAt(method: string | undefined, path: string): unknown {
  if (method !== "GET") return undefined;
  if (/^(?:\/gemini)?\/v1beta\/models\/?$/.test(path)) {
    const supportedGenerationMethods = ["generateContent", "streamGenerateContent"];
    return { models: ids.map((id) => ({ name: `models/${id}`, displayName: id, supportedGenerationMethods })) };
  }
  return /^(?:\/[a-z-]+)?(?:(?:\/v\d+)?\/models|\/api\/tags)\/?$/.test(path) ? modelList() : undefined;
}
