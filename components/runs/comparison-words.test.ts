import { describe, expect, it } from "vitest";
import type { Comparison, Difference } from "#lib/features/runs/index.ts";
import { comparisonSentence, differenceWords, worstWords } from "./comparison-words.ts";
import { runtimeWords } from "./runtime-words.ts";

const SAME: Difference = {
  values: 1_388_352,
  identical: true,
  largest: 0,
  above: 0,
  worst: null,
  missingInOriginal: 0,
  missingInReplay: 0,
};
const sentence = (overall: Partial<Difference>) =>
  comparisonSentence({
    tolerance: 1e-4,
    overall: { ...SAME, ...overall },
    models: [],
    runtimes: { original: null, replay: null },
  } satisfies Comparison);

describe("a comparison in words", () => {
  it.each([
    [{}, true, "The server repeats these numbers to the last bit: all 1,388,352 are the same."],
    [
      { identical: false, largest: 3.1e-7 },
      true,
      "The server repeats these numbers: largest difference 3.1e-7 of a series' mean, 0 of 1,388,352 values beyond 1e-4.",
    ],
    [
      { identical: false, largest: 0.0213, above: 12 },
      false,
      "The server does not repeat these numbers: 12 of 1,388,352 values are beyond 1e-4 of a series' mean, the largest difference is 0.021.",
    ],
    [
      { identical: false, missingInReplay: 28 },
      false,
      "The server does not repeat these numbers: 0 of 1,388,352 values are beyond 1e-4 of a series' mean, the largest difference is 0. 28 stand in one of the two runs only.",
    ],
  ])("%j", (overall, agrees, words) => {
    expect(sentence(overall)).toEqual({ agrees, words });
  });

  it("keeps two digits of a difference", () => {
    expect([0, 3e-7, 1.26e-5, 0.5].map(differenceWords)).toEqual(["0", "3e-7", "1.3e-5", "0.50"]);
  });

  it("says where the largest is", () => {
    const worst = {
      model: "network" as const,
      fold: 2,
      series: 4,
      seriesName: "B1_12",
      step: 14,
      level: 0.975,
      original: 3.2,
      replay: 3.25,
    };
    expect(worstWords(worst)).toBe("fold 3, B1_12, step 14, 97.5 % level: 3.2 and 3.25");
    expect(worstWords({ ...worst, fold: -1 })).toContain("the future");
  });
});

it.each([
  ["server", null, "on the server"],
  [
    "server",
    { backend: "wasm", kernel: "explicit_transpose", tfjs: "4.22.0", node: "24.21.0" },
    "on the server, Node 24.21.0, TensorFlow.js 4.22.0 wasm, explicit transpose kernel",
  ],
  [
    "browser",
    { backend: "wasm", kernel: "explicit_transpose", tfjs: "4.22.0", browser: "Chromium 148", workers: "2" },
    "in a browser (Chromium 148), 2 workers, TensorFlow.js 4.22.0 wasm, explicit transpose kernel",
  ],
  ["browser", { workers: "1" }, "in a browser, 1 worker"],
] as const)("%s %j", (place, runtime, words) => {
  expect(runtimeWords(place, runtime)).toBe(words);
});
