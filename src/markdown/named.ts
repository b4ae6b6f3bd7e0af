import { commonEntity } from "./common-entities.js";

/** The named entities of HTML: a few at once, all others as soon as their table is there. */
export interface NamedEntities {
  /**
   * What a name stands for, without `&` and `;`. The first unknown one loads the table; until then, and if it cannot be loaded,
   * names in it are unknown: the entity stays as it is written.
   */
  readonly named: (name: string) => string | undefined;
  /** Whether all names are known: what was read before may read otherwise now. */
  readonly isLoaded: () => boolean;
  /**
   * Calls back once when the table is there, unless it is there already.
   * @returns stops waiting
   */
  readonly whenLoaded: (callback: () => void) => () => void;
}

/** @param load gets the table; called at most once */
export function createNamedEntities(load: () => Promise<NamedEntities["named"]>): NamedEntities {
  let isLoading = false;
  let table: NamedEntities["named"] | undefined;
  const waiting = new Set<() => void>();

  async function loadTable(): Promise<void> {
    isLoading = true;
    try {
      table = await load();
    } catch {
      return;
    }
    const callbacks = [...waiting];
    waiting.clear();
    for (const callback of callbacks) callback();
  }

  return {
    named(name) {
      const found = commonEntity(name) ?? table?.(name);
      if (found === undefined && !isLoading) void loadTable();
      return found;
    },
    isLoaded: () => table !== undefined,
    whenLoaded(callback) {
      // An own function for each call: the same one may wait twice.
      const call = (): void => callback();
      if (!table) waiting.add(call);
      return () => void waiting.delete(call);
    },
  };
}

/** Those of this page. */
export const entities: NamedEntities = createNamedEntities(async () => (await import("./entities.js")).namedEntity);
