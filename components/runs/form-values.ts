import type { MaskedKind } from "#lib/features/datasets/labels/index.ts";
import type { RunRequest, VersionOption } from "#lib/features/runs/index.ts";
import type { NetworkFamily } from "#lib/forecast/neural/families.ts";
import type { BacktestSpec, ModelKey } from "#lib/forecast/types.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";

/** Numbers stay as typed: an unfinished one must not be lost or turned into another. */
export interface RunFormValues {
  datasetVersionId: string;
  question: string;
  /** A country whose public holidays are known ahead; empty for none. */
  holidays: string;
  /** Kinds of labels that are hidden from what learns. */
  mask: MaskedKind[];
  /** Whether promotion labels are known ahead. */
  promotions: boolean;
  /** Whether the untouched folds stay sealed until somebody opens them. */
  sealed: boolean;
  horizonSteps: string;
  seasonLength: string;
  selectionFolds: string;
  testFolds: string;
  models: ModelKey[];
  trainingSteps: string;
  members: string;
  family: NetworkFamily;
  budgetSeconds: string;
  window: "expanding" | "sliding";
  windowSteps: string;
  gapSteps: string;
  refit: "each_fold" | "once";
  seed: string;
  place: RunPlace;
}

/** The fields that are typed. */
export type TextField = {
  [Key in keyof RunFormValues]: RunFormValues[Key] extends string
    ? string extends RunFormValues[Key]
      ? Key
      : never
    : never;
}[keyof RunFormValues];

/** A whole number, or NaN for anything else; the server says what is wrong with it. */
function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
}

export function requestOf(values: RunFormValues, clientKey: string): RunRequest {
  return {
    datasetVersionId: values.datasetVersionId,
    question: values.question,
    horizonSteps: wholeNumber(values.horizonSteps),
    seasonLength: wholeNumber(values.seasonLength),
    selectionFolds: wholeNumber(values.selectionFolds),
    testFolds: wholeNumber(values.testFolds),
    models: values.models,
    network: {
      trainingSteps: wholeNumber(values.trainingSteps),
      members: wholeNumber(values.members),
      family: values.family,
    },
    ...termsOf(values),
    holidays: values.holidays === "" ? null : values.holidays,
    labels: { mask: values.mask, promotions: values.promotions },
    sealed: values.sealed,
    seed: wholeNumber(values.seed),
    place: values.place,
    clientKey,
  };
}

function termsOf(
  values: RunFormValues,
): Required<Pick<BacktestSpec, "window" | "gapSteps" | "refit" | "auto">> {
  return {
    window:
      values.window === "sliding"
        ? { kind: "sliding", windowSteps: wholeNumber(values.windowSteps) }
        : { kind: "expanding" },
    gapSteps: wholeNumber(values.gapSteps),
    refit: values.refit,
    auto: { budgetSeconds: wholeNumber(values.budgetSeconds) },
  };
}

/** The spec while every number is one; null while something is being typed. */
export function specOfValues(values: RunFormValues): BacktestSpec | null {
  const horizonSteps = wholeNumber(values.horizonSteps);
  const spec: BacktestSpec = {
    horizonSteps,
    seasonLength: wholeNumber(values.seasonLength),
    selectionFolds: wholeNumber(values.selectionFolds),
    testFolds: wholeNumber(values.testFolds),
    stepSteps: horizonSteps,
    models: values.models,
    network: {
      trainingSteps: wholeNumber(values.trainingSteps),
      members: wholeNumber(values.members),
      lookbackSteps: null,
      family: values.family,
    },
    ...termsOf(values),
    seed: wholeNumber(values.seed),
  };
  const { selectionFolds, testFolds, network, window, gapSteps, auto } = spec;
  if (!((gapSteps ?? 0) >= 0 && (auto?.budgetSeconds ?? 1) > 0)) return null;
  if (window?.kind === "sliding" && !(window.windowSteps > 0)) return null;
  const counts = [
    horizonSteps,
    spec.seasonLength,
    selectionFolds,
    testFolds,
    network.trainingSteps,
    network.members,
  ];
  if (counts.some((count) => !(count >= 1)) || selectionFolds > 10 || testFolds > 6 || network.members > 5)
    return null;
  return spec;
}

/** Periods that the folds need, and whether the data has them: the same rule as the engine's. */
export function roomFor(spec: BacktestSpec, version: VersionOption): { needed: number; fits: boolean } {
  const least = Math.max(spec.seasonLength + 1, 8);
  const needed = least + (spec.gapSteps ?? 0) + spec.horizonSteps * (spec.selectionFolds + spec.testFolds);
  return { needed, fits: needed <= version.periods };
}
