import { expect, test } from "vitest";
import { mockFetch } from "../../src/testing.js";

test("every request gets the script of its turn and is remembered", async () => {
  const fetch = mockFetch((request, index) => ({ chunks: [`${index} ${request.url}`] }));
  const replies = [
    await fetch("https://example.test/a", { method: "POST", body: '{"n":1}' }),
    await fetch(new URL("https://example.test/b")),
    await fetch(new Request("https://example.test/c")),
  ];
  expect(await Promise.all(replies.map((reply) => reply.text()))).toEqual([
    "0 https://example.test/a",
    "1 https://example.test/b",
    "2 https://example.test/c",
  ]);
  expect(fetch.requests.map(({ url, body }) => [url, body])).toEqual([
    ["https://example.test/a", { n: 1 }],
    ["https://example.test/b", undefined],
    ["https://example.test/c", undefined],
  ]);
});

test("a script may come late", async () => {
  const fetch = mockFetch(async () => ({ chunks: ["late"], status: 202 }));
  const reply = await fetch("https://example.test/");
  expect([reply.status, await reply.text()]).toEqual([202, "late"]);
});

test("throwing is a server that cannot be reached", async () => {
  const fetch = mockFetch(() => {
    throw new TypeError("fetch failed");
  });
  await expect(fetch("https://example.test/")).rejects.toThrow("fetch failed");
  expect(fetch.requests).toHaveLength(1);
});

test("the signal of the request reaches the body", async () => {
  const controller = new AbortController();
  const fetch = mockFetch(() => ({ chunks: [], end: "open" }));
  const reply = await fetch("https://example.test/", { signal: controller.signal });
  const text = reply.text();
  controller.abort(new Error("stopped"));
  await expect(text).rejects.toThrow("stopped");
});

test("a body that is not JSON does not break the request", async () => {
  const fetch = mockFetch(() => ({ chunks: ["fine"] }));
  const reply = await fetch("https://example.test/", { method: "POST", body: "a=b" });
  expect([await reply.text(), fetch.requests[0]!.init.body]).toEqual(["fine", "a=b"]);
});
