import { answer, delta, event } from "../../helpers/openai.js";
import type { Fault } from "../page/types.js";
import type { LabRequest } from "../server.js";

/**
 * The words of a question: `17 lost 17.0 17.1 ` asks for a connection that breaks after two words.
 *
 * @param weight characters added to each word, so that what is kept by mistake weighs enough to be seen
 */
export function questionOf(
  number: number,
  fault: Fault,
  words: number,
  weight: number,
): { readonly question: string; readonly text: string } {
  const text = Array.from({ length: words }, (_, index) => `${number}.${index}${"-".repeat(weight)} `).join("");
  return { question: `${number} ${fault} ${text}`, text };
}

/** A server that does at the first attempt what the question asks for, and answers well at the second. */
export function createReplier(): (request: LabRequest) => void {
  const seen = new Set<string>();
  return (request) => {
    const said = request.said.at(-1)!.replace("user: ", "");
    const [number, fault, ...rest] = said.split(" ");
    const isAgain = seen.has(number!);
    seen.add(number!);
    if (isAgain) request.answer(`${number} is`, " well");
    else void reply(request, fault as Fault, rest);
  };
}

async function reply(request: LabRequest, fault: Fault, words: readonly string[]): Promise<void> {
  if (fault === "http-502" || fault === "html") {
    request.head(fault === "html" ? 200 : 502, { "content-type": "text/html" });
    request.end("<!doctype html><title>Bad gateway</title>");
    return;
  }
  request.head();
  for (const word of words) if (word !== "") await request.write(delta(`${word} `));
  if (fault === "none") request.end(answer().join(""));
  else if (fault === "error-frame") request.end(event({ error: { message: "Overloaded", type: "server_error" } }));
  else if (fault === "incomplete") request.end();
  else if (fault === "lost") request.reset();
}
