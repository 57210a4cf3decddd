import { describe, expect, it } from "vitest";
import { ResultHeadSchema } from "#lib/features/runs/browser/protocol.ts";
import { unpackResult } from "#lib/features/runs/browser/result-bytes.ts";
import { LinkRefusal, LinkStop, openLink } from "./trainer-browser-link.ts";

const signal = new AbortController().signal;
const TASK = { id: "0197c7a4-0000-7000-8000-000000000001", attempt: 2 };
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });

/** Answers in their order; an Error is a network that failed. */
function link(answers: (Response | Error)[]) {
  const asked: { address: string; body: unknown }[] = [];
  const waits: number[] = [];
  const said: (string | null)[] = [];
  const opened = openLink({
    path: "/w/a/p/b/runs/5",
    workerId: "worker-1",
    fetch: async (address, request) => {
      asked.push({ address: String(address), body: request?.body });
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      if (!answer) throw new Error("The test has no more answers.");
      return answer;
    },
    sleep: async (ms) => void waits.push(ms),
    onOffline: (words) => said.push(words),
  });
  return { ...opened, asked, waits, said };
}

describe("the way to the server", () => {
  it("tries again, ever more slowly, until it is there, and says so", async () => {
    const lost = () => new TypeError("Failed to fetch");
    const { claim, waits, said } = link([
      lost(),
      json(503, { detail: "away" }),
      json(429, {}, { "retry-after": "7" }),
      lost(),
      json(200, { state: "wait" }),
    ]);
    expect(await claim(0, signal)).toEqual({ state: "wait" });
    expect(waits).toEqual([1_000, 2_000, 7_000, 10_000]);
    expect(said[0]).toMatch(/cannot be reached\. Trying again in 1 s; what has been computed is kept/);
    expect(said.at(-1)).toBeNull();
  });

  it("sends the same result again when the answer was lost", async () => {
    const { result, asked } = link([new TypeError("lost"), new Response(null, { status: 204 })]);
    await result(TASK, { quantiles: new Float32Array(21), notes: [], runtime: {}, loss: [] }, signal);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toEqual(asked[1]);
    expect(asked[0]?.address).toBe(
      `/w/a/p/b/runs/5/browser/result?task=${TASK.id}&attempt=2&worker=worker-1`,
    );
  });

  it.each([
    [401, "signed_out", /signed out/],
    [403, "role", /role was changed/],
    [404, "gone", /no longer there/],
  ])("ends at a %i, in words", async (status, reason, words) => {
    const failure = await link([json(status, {})])
      .claim(0, signal)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LinkStop);
    expect(failure).toMatchObject({ reason, message: expect.stringMatching(words) });
  });

  it("ends when the server keeps breaking, rather than ask for ever", async () => {
    const broken = () => json(500, { detail: "Its log has it under 1a2b." });
    const failure = await link([broken(), broken(), broken(), broken()])
      .claim(0, signal)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: "broken", message: expect.stringContaining("1a2b") });
  });

  it("tells a conflict from a refusal", async () => {
    const refused = async (status: number) => {
      const bytes = { quantiles: new Float32Array(21), notes: [], runtime: {}, loss: [] };
      return link([json(status, { detail: "In words." })])
        .result(TASK, bytes, signal)
        .catch((error: unknown) => error);
    };
    expect(await refused(409)).toMatchObject({ isConflict: true, message: "In words." });
    expect(await refused(400)).toMatchObject({ isConflict: false });
    expect(await refused(400)).toBeInstanceOf(LinkRefusal);
  });

  it("does not repeat a beat, and stops at once when told to", async () => {
    const pulse = { progress: 0.5, message: "", loss: null };
    const lost = link([new TypeError("lost")]);
    await expect(lost.beat(TASK, pulse, signal)).rejects.toThrow("lost");
    expect(lost.waits).toEqual([]);
    const over = new AbortController();
    over.abort();
    await expect(link([new TypeError("aborted")]).claim(0, over.signal)).rejects.toBe(over.signal.reason);
  });

  it("reports a failure in one line, as the server takes it", async () => {
    const { fail, asked } = link([json(200, { held: true })]);
    await fail(TASK, { code: null, detail: `a\nb\u202e${"x".repeat(495)}\u{1f35d}` }, signal);
    const body = JSON.parse(String(asked[0]?.body)) as { detail: string };
    expect(body.detail).toBe(`a b ${"x".repeat(495)}`);
  });

  it("sends notes as the server takes them, whatever stands in a series' name", async () => {
    const { result, asked } = link([new Response(null, { status: 204 })]);
    const notes = Array.from({ length: 60 }, (_, i) => `Note ${i} on "a\tb\u202e"${"x".repeat(2_000)}`);
    await result(TASK, { quantiles: new Float32Array(21), notes, runtime: {}, loss: [] }, signal);
    const head = ResultHeadSchema.parse(unpackResult(asked[0]?.body as Uint8Array).head);
    expect(head.notes).toHaveLength(50);
    expect(head.notes[0]).toMatch(/^Note 0 on "a b "x+$/);
  });
});
