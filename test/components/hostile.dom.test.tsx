import { screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { mutateBody } from "../../src/testing/mutate.js";
import { createRandom } from "../../src/testing/random.js";
import { shortRecordings } from "../helpers/adapters.js";
import { renderPanel, rows } from "../helpers/panel.js";

const mutations = 12;
const seed = Number(process.env["SEED"] ?? 20_261_121);

afterEach(() => {
  vi.restoreAllMocks();
});

test.for(shortRecordings(6_000))(
  `$name: ${mutations} mutated bodies never break the panel, seed ${seed}`,
  { timeout: 60_000 },
  async ({ adapter, recordings }) => {
    const complain = vi.spyOn(console, "error");
    for (let index = 0; index < mutations; index++) {
      const { name, body, expected } = recordings[index % recordings.length]!;
      const where = `${name}, seed ${seed + index}`;
      const script = { chunks: [mutateBody(body, createRandom(seed + index))], headers: expected.http.headers };
      const { say, unmount } = renderPanel(() => script, { adapter });
      await say("Hi");
      await waitFor(() => expect(["done", "error"], where).toContain(rows()[1]?.dataset["status"]));
      expect(screen.getByRole("log"), where).toHaveTextContent("Hi");
      expect(document.querySelector("[onerror], script, iframe"), where).toBeNull();
      unmount();
    }
    expect(complain.mock.calls).toEqual([]);
  },
);
