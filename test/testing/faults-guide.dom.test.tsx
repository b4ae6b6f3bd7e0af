import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { ChatPanel } from "../../src/index.js";
import { answerScript, mockFetch, withFault } from "../../src/testing.js";

test("the unit test of the guide: a broken connection keeps the text and offers another try", async () => {
  const answer = answerScript("openai-chat", { text: "Water finds its way around stones." });
  const fetch = mockFetch((_request, index) => (index === 0 ? withFault(answer, "drop@60%") : answer));
  render(<ChatPanel endpoint="/api/chat" fetch={fetch} />);

  await userEvent.type(screen.getByRole("textbox"), "Where to?{Enter}");
  await screen.findByText(/The connection was lost/);
  expect(document.querySelector('[data-role="assistant"]')?.textContent).toContain("Water finds");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await within(screen.getByRole("log")).findByText("Water finds its way around stones.");
  expect(fetch.requests).toHaveLength(2);
});
