import { describe, expect, it } from "vitest";
import { parseRecord } from "./record.ts";
import { phaseOf } from "./state.ts";
import { workerCount } from "./worker-count.ts";

describe("what several workers do, as one", () => {
  const at = (phase: "waiting" | "training" | "offline", words = "") => ({ phase, words });
  it.each([
    [[at("waiting"), at("training")], { name: "training" }],
    [[at("waiting"), at("waiting")], { name: "waiting" }],
    [
      [at("training"), at("offline", "Trying again in 2 s.")],
      { name: "offline", words: "Trying again in 2 s." },
    ],
  ])("%j", (workers, phase) => {
    expect(phaseOf(workers)).toEqual(phase);
  });
});

it.each([
  [{ hardwareConcurrency: 2 }, 2],
  [{ hardwareConcurrency: 16 }, 4],
  [{ hardwareConcurrency: 8, deviceMemory: 2 }, 2],
  [{ hardwareConcurrency: 4, deviceMemory: 0.5 }, 1],
  // Firefox may be told not to say.
  [{ hardwareConcurrency: 0 }, 2],
])("%j trains with %i workers", (machine, count) => {
  expect(workerCount(machine)).toBe(count);
});

describe("what is read back from the browser's storage", () => {
  const record = { base: "/w/a/p/b", run: 5, isPaused: false, browserId: "0123456789abcdef" };
  it("is what was written", () => {
    expect(parseRecord(JSON.stringify({ ...record, more: 1 }))).toEqual(record);
  });
  it.each([
    null,
    "",
    "null",
    "[]",
    "{}",
    JSON.stringify({ ...record, base: "//evil.example/w/a/p/b" }),
    JSON.stringify({ ...record, run: "5" }),
    JSON.stringify({ ...record, browserId: "x" }),
  ])("is nothing when it is %s", (text) => {
    expect(parseRecord(text)).toBeNull();
  });
});
