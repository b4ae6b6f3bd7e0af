const entry = /^(-?\d*)((?:\+\d+)*)(.*)$/;

/**
 * Reads a table of entities: entries with `;` between them, each the distance from the code point before (nothing: 1), more code
 * points after `+`, and the names with `,` between them. The table is read when the first name is asked for.
 * @returns what a name stands for, without `&` and `;`
 */
export function createEntities(packed: string): (name: string) => string | undefined {
  let table: Map<string, string> | undefined;
  function read(): Map<string, string> {
    const found = new Map<string, string>();
    let code = 0;
    for (const each of packed.split(";")) {
      const [, step = "", more = "", names = ""] = entry.exec(each) ?? [];
      code += step ? Number(step) : 1;
      const value = String.fromCodePoint(code, ...more.split("+").slice(1).map(Number));
      for (const name of names.split(",")) found.set(name, value);
    }
    return found;
  }
  return (name) => (table ??= read()).get(name);
}
