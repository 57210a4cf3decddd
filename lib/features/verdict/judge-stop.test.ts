import { describe, expect, it } from "vitest";
import { judgeStopOf } from "./judge-stop.ts";

const PRICES = { under: 3, over: 1 };
const verdict = (kind: "network_pays" | "too_little_evidence", sentence: string) => ({
  number: 4,
  verdict: { kind, sentence, detail: { prices: PRICES } },
});
const pays = verdict("network_pays", "Use ML. Ordering by the network costs €3; it saves €0.40.");

describe("the Judge stop", () => {
  it.each([
    ["no run", judgeStopOf(null, PRICES), { state: "empty", action: { path: "runs/new" } }],
    [
      "no prices, even with an older verdict",
      judgeStopOf(pays, null),
      { state: "needs_you", action: { path: "canvas#offline_evaluation" } },
    ],
    [
      "a run whose verdict is on its way",
      judgeStopOf({ number: 4, verdict: null }, PRICES),
      { state: "needs_you", badge: "new", action: { path: "runs/4" } },
    ],
    [
      "a verdict",
      judgeStopOf(pays, PRICES),
      {
        state: "done",
        badge: "pays",
        headline: "Use ML.",
        detail: "Ordering by the network costs €3; it saves €0.40.",
      },
    ],
    [
      "too little evidence",
      judgeStopOf(verdict("too_little_evidence", "Too little evidence. 5 series."), PRICES),
      { state: "warning", badge: "unclear" },
    ],
    ["other prices since", judgeStopOf(pays, { under: 3, over: 2 }), { state: "warning", badge: "stale" }],
  ])("%s", (_, stop, expected) => {
    expect(stop).toMatchObject(expected);
    expect(stop.badge.length).toBeLessThanOrEqual(8);
  });
});
