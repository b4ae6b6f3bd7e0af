import { afterAll, expect, test } from "vitest";
import { breakages, isMutationCheck, loadBroken } from "./broken.js";
import { explore, seedOf } from "./explore.js";
import { play } from "./play.js";
import { chatTheatre, warmUp } from "./theatre.js";
import { collectUncaught } from "./uncaught.js";

/** Every breakage has to be seen in so many schedules. */
const enough = 300;
const { uncaught, release } = collectUncaught();
afterAll(release);

test.skipIf(isMutationCheck()).for(breakages)("the model notices: $name", { timeout: 120_000 }, async (breakage) => {
  const createChat = await loadBroken(breakage);
  await warmUp(createChat);
  const seeds = Array.from({ length: enough }, (_, index) => seedOf(20_261_121, index));
  const { failure, schedules } = await explore(seeds, (schedule) =>
    play(schedule, chatTheatre(createChat), () => uncaught),
  );
  const [violation] = failure?.played.violations ?? [];
  console.log(
    `${breakage.name}: ${violation ?? "not noticed"} (schedule ${schedules}, ${failure?.schedule.steps.length} steps)`,
  );
  expect(violation).toBeDefined();
});
