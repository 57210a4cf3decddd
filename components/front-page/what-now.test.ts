import { describe, expect, it } from "vitest";
import type { Stops } from "#components/shell/thread.ts";
import type { Stop } from "#lib/features/workspaces/index.ts";
import { mergePlanStops } from "./plan-stop.ts";
import { whatNow } from "./what-now.ts";

type States = Partial<Record<keyof Stops, Stop["state"]>>;

const PATHS: Record<keyof Stops, string> = {
  plan: "canvas",
  data: "data/new",
  train: "runs/15",
  judge: "runs/14",
  decide: "runs/14#decide",
};

function stop(name: string, state: Stop["state"], path: string): Stop {
  return {
    state,
    badge: "",
    headline: `${name} ${state}`,
    detail: "",
    action: { label: `Do ${name}`, path },
  };
}

function stops(states: States): Stops {
  return {
    plan: stop("plan", states.plan ?? "done", PATHS.plan),
    data: stop("data", states.data ?? "done", PATHS.data),
    train: stop("train", states.train ?? "done", PATHS.train),
    judge: stop("judge", states.judge ?? "done", PATHS.judge),
    decide: stop("decide", states.decide ?? "done", PATHS.decide),
  };
}

describe("the one next step", () => {
  const untouched = { train: "empty", judge: "empty", decide: "empty" } as const;
  it.each<[string, States, keyof Stops | null]>([
    ["a new project plans first", { ...untouched, plan: "empty", data: "needs_you" }, "plan"],
    ["a begun plan lets the data come", { ...untouched, plan: "needs_you", data: "needs_you" }, "data"],
    ["data is there, nothing trained", { ...untouched, plan: "needs_you", train: "needs_you" }, "train"],
    [
      "a run at work is watched",
      { plan: "needs_you", train: "running", judge: "empty", decide: "empty" },
      "train",
    ],
    ["a verdict that waits goes before a run at work", { train: "running", decide: "needs_you" }, "decide"],
    ["a decision goes before an unfinished plan", { plan: "needs_you", decide: "needs_you" }, "decide"],
    ["missing prices go before the plan they are in", { plan: "needs_you", judge: "needs_you" }, "judge"],
    ["an empty plan does not hold up a judged run", { plan: "empty", decide: "needs_you" }, "decide"],
    ["the first gap, when nobody is needed", { judge: "empty", decide: "empty" }, "judge"],
    ["the first warning, when there is no gap", { data: "warning", decide: "warning" }, "data"],
    ["nothing, when all is done", {}, null],
  ])("%s", (_, states, key) => {
    expect(whatNow(stops(states), "owner").stop).toBe(key);
  });

  it("tells a reader without the right who is waited for, and leads to where it can be read", () => {
    const decide = whatNow(stops({ decide: "needs_you" }), "stakeholder");
    expect(decide).toMatchObject({
      waitsFor: "owner, product owner",
      action: { label: "Read run 14", path: "runs/14" },
    });
    const data = whatNow(stops({ data: "needs_you", train: "empty" }), "product_owner");
    expect(data).toMatchObject({
      waitsFor: "owner, data scientist",
      action: { label: "See Data", path: "data" },
    });
  });

  it("brings the verdict along to the decision that rests on it, and no other one's", () => {
    const waiting = stops({ decide: "needs_you" });
    expect(whatNow(waiting, "owner").detail).toBe("judge done");
    const later = { ...waiting, judge: stop("judge", "done", "runs/15") };
    expect(whatNow(later, "owner").detail).toBe("");
  });

  it("asks for nobody when only reading is to be done", () => {
    expect(whatNow(stops({ train: "running" }), "stakeholder")).toMatchObject({
      waitsFor: null,
      action: { label: "Do train" },
    });
  });
});

describe("Plan, made of canvas and ROI", () => {
  const canvas = (state: Stop["state"]) => ({
    ...stop("canvas", state, "canvas"),
    badge: "6/10",
    detail: "4 drafts",
  });
  const roi = (state: Stop["state"]) => stop("roi", state, "roi");

  it("is the canvas until that is agreed, with the ROI in the second line", () => {
    expect(mergePlanStops(canvas("needs_you"), roi("empty"))).toMatchObject({
      state: "needs_you",
      detail: "4 drafts. roi empty",
      action: { path: "canvas" },
    });
  });

  it("is the ROI once the canvas is agreed, under the canvas's badge", () => {
    expect(mergePlanStops(canvas("done"), roi("empty"))).toMatchObject({
      state: "empty",
      badge: "6/10",
      action: { path: "roi" },
    });
  });

  it("is done when both are", () => {
    expect(mergePlanStops(canvas("done"), roi("done")).state).toBe("done");
  });
});
