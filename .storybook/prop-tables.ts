import type { Plugin } from "vite";
import type { InputType, StrictArgTypes } from "storybook/internal/types";
import { readComponents, type ComponentDocs, type Prop } from "./props.js";

/** Where each prop belongs in the table: those that every part takes come last. */
function categoryOf({ name }: Prop): string {
  if (["className", "style", "render"].includes(name)) return "Element";
  return /^on[A-Z]/.test(name) ? "Events" : "Props";
}

function controlOf({ type, options }: Prop): InputType["control"] {
  if (options !== undefined) return "select";
  if (type === "string") return "text";
  if (type === "number" || type === "boolean") return type;
  // Objects and functions cannot be typed into a field.
  return false;
}

function describe(prop: Prop): StrictArgTypes[string] {
  const { name, description, type, required, defaultValue, options } = prop;
  const control = controlOf(prop);
  return {
    name,
    description,
    type: { name: "other", value: type, required },
    ...(control === undefined ? {} : { control: control === false ? { disable: true } : { type: control } }),
    ...(options === undefined ? {} : { options: [...options] }),
    table: {
      category: categoryOf(prop),
      type: { summary: type },
      ...(defaultValue === undefined ? {} : { defaultValue: { summary: defaultValue } }),
    },
  } as StrictArgTypes[string];
}

function docsOf({ description, props }: ComponentDocs): { description: string; argTypes: StrictArgTypes } {
  return { description, argTypes: Object.fromEntries(props.map((prop) => [prop.name, describe(prop)])) };
}

/** Gives each component that the package exports what Storybook shows of it: its comment and its props, as of the start. */
export function propTables(): Plugin {
  const files = new Map<string, ComponentDocs[]>();
  return {
    name: "headwater-prop-tables",
    enforce: "pre",
    buildStart() {
      files.clear();
      for (const one of readComponents()) files.set(one.file, [...(files.get(one.file) ?? []), one]);
    },
    transform(code, id) {
      const components = files.get(id.split("?")[0] ?? "");
      if (components === undefined) return undefined;
      const added = components.map((one) => `${one.name}.__docgenInfo = ${JSON.stringify(docsOf(one))};`);
      return { code: `${code}\n${added.join("\n")}\n`, map: null };
    },
  };
}
