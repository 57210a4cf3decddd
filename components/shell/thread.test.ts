import { describe, expect, it } from "vitest";
import type { Stop } from "#lib/features/workspaces/index.ts";
import { crumbs, currentStop, type Stops, stopPath } from "./thread.ts";

function stop(path: string): Stop {
  return { state: "done", badge: "", headline: "", detail: "", action: { label: "", path } };
}

const stops: Stops = {
  plan: stop("roi"),
  data: stop("data/new"),
  train: stop("runs/15"),
  judge: stop("runs/14"),
  decide: stop("runs/14#decide"),
};

describe("where a stop lives", () => {
  it("keeps every stop at its own page whatever its action is", () => {
    expect(stopPath("plan", stops)).toBe("canvas");
    expect(stopPath("data", stops)).toBe("data");
    expect(stopPath("train", stops)).toBe("runs");
    expect(stopPath("decide", stops)).toBe("decisions");
  });

  it("takes Judge to the judged run, or to what will stand there", () => {
    expect(stopPath("judge", stops)).toBe("runs/14");
    expect(stopPath("judge", { ...stops, judge: stop("runs/new") })).toBe("judge");
  });
});

describe("which stop a page belongs to", () => {
  it.each([
    ["", null],
    ["canvas", "plan"],
    ["opportunities", "plan"],
    ["roi", "plan"],
    ["data/0193", "data"],
    ["runs", "train"],
    ["runs/new", "train"],
    ["runs/15", "train"],
    ["runs/14", "judge"],
    ["judge", "judge"],
    ["models", "judge"],
    ["decisions", "decide"],
    ["settings", null],
  ])("says %j is %s", (path, key) => {
    expect(currentStop(path, stops)).toBe(key);
  });

  it("leaves the list of runs at Train while nothing is judged", () => {
    expect(currentStop("runs", { ...stops, judge: stop("runs") })).toBe("train");
  });
});

it("names the way to a page", () => {
  expect(crumbs("runs/14").map((crumb) => crumb.label)).toEqual(["Runs", "Run 14"]);
  expect(crumbs("roi").map((crumb) => crumb.label)).toEqual(["Plan", "ROI"]);
  expect(crumbs("opportunities").map((crumb) => crumb.label)).toEqual(["Plan", "Opportunities"]);
  expect(crumbs("models").map((crumb) => crumb.label)).toEqual(["Judge", "Leaderboard"]);
  expect(crumbs("")).toEqual([]);
});
