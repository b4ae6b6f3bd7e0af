import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import { sabotage, sabotages } from "./sabotages.mjs";

/** Changes one file on its way to the tests: the sabotage that `SABOTAGE` names. */
function saboteur(name) {
  const chosen = sabotages.find((candidate) => candidate.name === name);
  if (chosen === undefined) throw new Error(`There is no sabotage "${name}".`);
  return {
    name: "saboteur",
    enforce: "pre",
    transform: (code, id) => (id === path.resolve(chosen.file) ? sabotage(chosen, code) : undefined),
  };
}

function isModel({ moduleId }) {
  return moduleId.includes("/test/model/");
}

/** The first test that fails ends the run of a mutant: those that play random schedules for seconds come last. */
class ModelLast extends BaseSequencer {
  async sort(files) {
    // oxlint-disable-next-line unicorn/no-array-sort -- vitest's method of that name, which gives a promise
    const sorted = await super.sort(files);
    return [...sorted.filter((file) => !isModel(file)), ...sorted.filter(isModel)];
  }
}

const name = process.env.SABOTAGE;

/** The tests that a change of `src/{engine,store,chat}` has to get past. */
export default defineConfig({
  plugins: name === undefined ? [] : [saboteur(name)],
  test: {
    environment: "node",
    include: ["test/{engine,store,chat,model}/**/*.test.ts"],
    // It breaks copies of the code itself.
    exclude: ["test/model/broken.test.ts"],
    sequence: { sequencer: ModelLast },
    // Broken code often waits for ever. What takes this long here takes milliseconds when it works.
    testTimeout: 5_000,
  },
});
