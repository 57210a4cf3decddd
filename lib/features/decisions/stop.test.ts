import { describe, expect, it } from "vitest";
import { decideStopOf } from "./stop.ts";

const latest = { title: "Adopt Theta", kind: "adopt_model", runNumber: 4, isOverride: false } as const;

describe("the stop Decide", () => {
  it("is empty before any verdict", () => {
    expect(decideStopOf({ decisions: 0, latest: null, judgedRun: null })).toMatchObject({
      state: "empty",
      badge: "",
    });
  });

  it("needs a person once a run is judged that nobody decided on", () => {
    const stop = decideStopOf({ decisions: 1, latest, judgedRun: 5 });
    expect(stop).toMatchObject({ state: "needs_you", headline: "Run 5 waits for a decision" });
    expect(stop.action).toEqual({ label: "Decide on run 5", path: "runs/5#decide" });
  });

  it("is done when the newest judged run is decided, and warns of an override", () => {
    expect(decideStopOf({ decisions: 1, latest, judgedRun: 4 }).state).toBe("done");
    expect(decideStopOf({ decisions: 1, latest: { ...latest, isOverride: true }, judgedRun: 4 }).state).toBe(
      "warning",
    );
  });

  it("asks for a new run after try again", () => {
    const again = { ...latest, title: "Try again", kind: "try_again" } as const;
    expect(decideStopOf({ decisions: 2, latest: again, judgedRun: 4 })).toMatchObject({
      state: "needs_you",
      action: { path: "runs/new" },
    });
  });
});
