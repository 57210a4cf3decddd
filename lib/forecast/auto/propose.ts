import { ForecastError } from "../errors.ts";
import { MOST_ROWS, TREES } from "../global/trees/size.ts";
import { LOCAL_MODELS } from "../models/registry.ts";
import { familyOf, NETWORK_FAMILIES, type NetworkFamilyEntry } from "../neural/families.ts";
import { DEFAULT_RECIPE, type NetworkRecipe } from "../neural/recipe.ts";
import type { Profile } from "./profile.ts";
import type { Candidate, NetworkCandidate, TreesCandidate } from "./task.ts";

/** Below this many known values a network has nothing to learn that a local method does not see. */
const FEWEST_FOR_NETWORK = 2_000;
const FEWEST_FOR_RIDGE = 300;
const FEWEST_FOR_TREES = 1_000;
/** Steps of one origin that are rows of their own; the others say much the same. */
const ROWS_AN_ORIGIN = 4;
/** Heads of longer horizons than this would not fit a network. */
const LONGEST_NETWORK_HORIZON = 500;

export interface Question {
  horizonSteps: number;
  seasonLength: number;
  /** `auto`, or keys of local models, `ridge`, `trees`, `network`, and of `NETWORK_FAMILIES`. */
  models: "auto" | readonly string[];
}

/** The baseline, then what may do better on such data, simplest first. */
export function proposeCandidates(profile: Profile, question: Question): Candidate[] {
  const { models, seasonLength } = question;
  const baseline: Candidate = { kind: "local", key: seasonLength > 1 ? "seasonal_naive" : "naive" };
  const wanted = models === "auto" ? proposeKeys(profile, question) : models;
  const found = wanted.flatMap((key) => candidatesOf(key, profile, question));
  const rest = found.filter(({ key }) => key !== baseline.key);
  return [baseline, ...rest];
}

function proposeKeys(profile: Profile, question: Question): string[] {
  const { seasonLength } = question;
  const keys = seasonLength > 1 ? ["naive"] : [];
  if (profile.shareIntermittent < 0.7) keys.push("theta", "dynamic_theta", "ets", "comb");
  if (profile.shareSeasonal > 0.2 && profile.shareIntermittent < 0.7) keys.push("mstl_theta");
  if (profile.shareIntermittent > 0.1) keys.push("croston_sba", "tsb", "imapa", "window_mean");
  if (profile.known >= FEWEST_FOR_RIDGE) keys.push("ridge");
  if (profile.known >= FEWEST_FOR_TREES) keys.push("trees");
  if (profile.known >= FEWEST_FOR_NETWORK) keys.push("network");
  return keys;
}

function candidatesOf(key: string, profile: Profile, question: Question): Candidate[] {
  if (key === "ridge") {
    const lookback = lookbacksOf(profile, question).at(-1);
    const scaling = profile.isPositive ? "log" : "auto";
    return lookback === undefined ? [] : [{ kind: "ridge", key, lookbackSteps: lookback, scaling }];
  }
  if (key === "trees") return proposeTrees(profile, question);
  if (key === "network") return proposeNetworks(profile, question);
  if (LOCAL_MODELS.some((model) => model.key === key)) return [{ kind: "local", key }];
  const family = familyOf(key);
  if (family) return proposeFamily(family, profile, question);
  const keys = (list: readonly { key: string }[]) => list.map((each) => each.key);
  const known = [...keys(LOCAL_MODELS), "ridge", "trees", "network", ...keys(NETWORK_FAMILIES)].join(", ");
  throw new ForecastError("bad_spec", `There is no model "${key}". Known: ${known}.`);
}

const isLong = ({ medianLength }: Profile, { horizonSteps, seasonLength }: Omit<Question, "models">) =>
  medianLength >= 12 * horizonSteps && medianLength >= 10 * seasonLength;

/**
 * How far back global models look, shortest first: one to three horizons in short series, one to four in long ones, in whole
 * seasons. None for series too short to have a window with anything before and after it.
 */
function lookbacksOf(
  profile: Profile,
  { horizonSteps: h, seasonLength }: Omit<Question, "models">,
): number[] {
  const room = Math.floor(0.6 * profile.medianLength);
  if (profile.medianLength < Math.max(8, h + 2)) return [];
  const wanted = isLong(profile, { horizonSteps: h, seasonLength })
    ? [h, 2 * h, 4 * h]
    : [h, 1.5 * h, 2 * h, 3 * h];
  const least = Math.min(room, Math.max(seasonLength, 6));
  const whole = (steps: number) =>
    seasonLength <= room ? Math.ceil(steps / seasonLength) * seasonLength : steps;
  const fits = wanted.map((steps) =>
    Math.max(2, Math.min(Math.ceil(whole(Math.max(steps, least))), room, 1_000)),
  );
  return [...new Set(fits)].sort((a, b) => a - b);
}

/** Forests whose windows are sized by a long and a short lookback: of long series the long one first, of short ones the short one. */
function proposeTrees(profile: Profile, question: Question): TreesCandidate[] {
  const lookbacks = lookbacksOf(profile, question);
  const ends = [...new Set([lookbacks.at(-1), lookbacks[0]])].filter((steps) => steps !== undefined);
  if (!isLong(profile, question)) ends.reverse();
  const rows = Math.min(MOST_ROWS, profile.known * Math.min(question.horizonSteps, ROWS_AN_ORIGIN));
  return ends.map((lookbackSteps, i) => ({
    ...{ kind: "trees", key: `trees-${lookbackSteps}`, lookbackSteps, trees: TREES, rows },
    scaling: i > 0 && profile.isPositive ? "log" : "auto",
  }));
}

/** N-BEATS, once for each lookback. */
function proposeNetworks(profile: Profile, question: Question): NetworkCandidate[] {
  if (question.horizonSteps > LONGEST_NETWORK_HORIZON) return [];
  const recipe = recipeOf(familyOf("nbeats") as NetworkFamilyEntry, profile);
  return lookbacksOf(profile, question).map((lookbackSteps) => ({
    kind: "network",
    key: `network-${lookbackSteps}`,
    recipe,
    lookbackSteps,
    trainingSteps: 0,
  }));
}

/** A family that is asked for by name, with the second shortest lookback. */
function proposeFamily(family: NetworkFamilyEntry, profile: Profile, question: Question): NetworkCandidate[] {
  if (question.horizonSteps > LONGEST_NETWORK_HORIZON) return [];
  const lookbacks = lookbacksOf(profile, question);
  const lookbackSteps = lookbacks[1] ?? lookbacks[0];
  if (lookbackSteps === undefined) return [];
  const { key } = family;
  return [{ kind: "network", key, recipe: recipeOf(family, profile), lookbackSteps, trainingSteps: 0 }];
}

function recipeOf({ key, width, blocks, peakRate }: NetworkFamilyEntry, profile: Profile): NetworkRecipe {
  return {
    ...DEFAULT_RECIPE,
    ...{ family: key, width, blocks, peakRate },
    scaling: profile.isPositive ? "log" : "auto",
    seesLevel: false,
    batch: 256,
    recentHorizons: 20,
  };
}
