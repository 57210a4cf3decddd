import { afterEach, describe, expect, it, vi } from "vitest";
import { readTalk, sendDeed } from "./send.ts";

const answer = (status: number, body: unknown) => {
  const fetched = vi.fn(async () => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal("fetch", fetched);
  return fetched;
};
afterEach(() => vi.unstubAllGlobals());

describe("what was sent", () => {
  it("has arrived when the server says so", async () => {
    const fetched = answer(200, { threadId: "t" });
    expect(await sendDeed("/w/a/p/b", { deed: "resolve", threadId: "t" })).toEqual({
      ok: true,
      value: { threadId: "t" },
    });
    expect(fetched).toHaveBeenCalledWith(
      "/w/a/p/b/canvas/comments",
      expect.objectContaining({ method: "POST" }),
    );
  });

  const nothing = "There is nothing here, or it belongs to another workspace.";
  it.each([
    [400, { code: "invalid_input", detail: "text: too long", fields: { text: "Too long." } }, "Too long."],
    [401, { code: "unauthenticated", detail: "Sign in first." }, "You are signed out."],
    [404, { code: "not_found", title: nothing, detail: nothing }, "You are no longer a member"],
    [
      404,
      { code: "not_found", title: nothing, detail: "There is no such comment." },
      "There is no such comment.",
    ],
    [429, { code: "rate_limited", detail: "Too many attempts." }, "Too many attempts."],
    [502, "<html>", "The server answered 502."],
  ])("was not taken when it answers %i with %j, and why stands in words", async (status, body, words) => {
    answer(status, body);
    const sent = await sendDeed("/w/a/p/b", { deed: "resolve", threadId: "t" });
    expect(sent).toEqual({ ok: false, reason: expect.stringContaining(words) });
  });

  it.each([
    ["nothing answers", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["the answer breaks off", () => Promise.resolve(new Response('{"threads": ['))],
  ])("may not have arrived when %s", async (_what, fetched) => {
    vi.stubGlobal("fetch", fetched);
    expect(await readTalk("/w/a/p/b", { block: null, state: "open" })).toEqual({
      ok: false,
      reason: expect.stringContaining("did not answer"),
    });
  });
});
