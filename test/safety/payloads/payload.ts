/** What a payload tries. */
export type PayloadKind =
  | "scheme"
  | "obfuscation"
  | "host"
  | "html"
  | "handler"
  | "attribute"
  | "clobbering"
  | "request"
  | "style"
  | "character"
  | "size";

/** A payload before it has its name. */
export interface Template {
  readonly kind: PayloadKind;
  /** It acts in a renderer that lets everything through, in Chromium as it is today. */
  readonly canAct: boolean;
  /** The Markdown; what it does names the payload that did it. */
  readonly write: (id: string) => string;
}

/** A text of a hostile model. */
export interface Payload {
  /** `p0`, `p1` … */
  readonly id: string;
  readonly kind: PayloadKind;
  readonly canAct: boolean;
  readonly text: string;
}

/** Where the attacker listens. Nothing answers there but the tests. */
export const attacker = "https://attacker.test";

/** The script that shows that a payload ran. */
export function script(id: string): string {
  return `top.acted('${id}')`;
}

/** An address of the attacker that carries data away. */
export function leak(id: string, path: string = ""): string {
  return `${attacker}/${id}${path}?q=secret`;
}

/** Names templates; those that write the same are taken once. */
export function nameAll(templates: Iterable<Template>): readonly Payload[] {
  const distinct = new Map<string, Template>();
  for (const template of templates) {
    const text = template.write("p0");
    if (!distinct.has(text)) distinct.set(text, template);
  }
  return Array.from(distinct.values(), ({ kind, canAct, write }, index) => {
    const id = `p${index}`;
    return { id, kind, canAct, text: write(id) };
  });
}
