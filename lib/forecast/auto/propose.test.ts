import { expect, it } from "vitest";
import { NETWORK_FAMILIES } from "../neural/families.ts";
import type { Profile } from "./profile.ts";
import { proposeCandidates } from "./propose.ts";

const profile: Profile = {
  ...{ series: 50, medianLength: 400, longestLength: 400, known: 20_000 },
  ...{ isPositive: true, hasNegative: false, shareZero: 0, shareMissing: 0 },
  ...{ shareIntermittent: 0, shareSeasonal: 1, covariates: { pastOnly: 0, knownAhead: 1, static: 0 } },
};
const question = { horizonSteps: 14, seasonLength: 7 };

it("takes every network family by its name, after the baseline", () => {
  const keys = NETWORK_FAMILIES.map(({ key }) => key);
  const [baseline, ...networks] = proposeCandidates(profile, { ...question, models: keys });
  expect(baseline).toEqual({ kind: "local", key: "seasonal_naive" });
  expect(networks.map(({ key }) => key)).toEqual(keys);
  networks.forEach((candidate, i) => {
    if (candidate.kind !== "network") throw new Error(`${candidate.key} is no network.`);
    const { width, blocks, peakRate } = NETWORK_FAMILIES[i] as (typeof NETWORK_FAMILIES)[number];
    expect(candidate.recipe).toMatchObject({ family: keys[i], width, blocks, peakRate });
    expect(candidate.lookbackSteps).toBe(28);
  });
});

it("proposes no family that takes long unless it is asked for", () => {
  const advanced = new Set(NETWORK_FAMILIES.filter((each) => each.advanced).map(({ key }) => key));
  expect(advanced).toEqual(new Set(["gru", "tcn"]));
  for (const candidate of proposeCandidates(profile, { ...question, models: "auto" }))
    if (candidate.kind === "network") expect(advanced.has(candidate.recipe.family)).toBe(false);
});

it("proposes no network for series that are too short for a window, and names what it knows", () => {
  const short = { ...profile, medianLength: 12 };
  expect(proposeCandidates(short, { ...question, models: ["nhits"] })).toHaveLength(1);
  expect(() => proposeCandidates(profile, { ...question, models: ["nhit"] })).toThrow(
    /no model "nhit"\. Known: .*network, mlp, nlinear, .*tcn/,
  );
});
