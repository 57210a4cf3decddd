import {
  expectedSeconds,
  type RunOptions,
  type RunRequest,
  type VersionOption,
} from "#lib/features/runs/index.ts";
import type { BacktestSpec, ModelKey } from "#lib/forecast/types.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";

/** Numbers stay as typed: an unfinished one must not be lost or turned into another. */
export interface RunFormValues {
  datasetVersionId: string;
  question: string;
  horizonSteps: string;
  seasonLength: string;
  selectionFolds: string;
  testFolds: string;
  models: ModelKey[];
  trainingSteps: string;
  members: string;
  seed: string;
  place: RunPlace;
}

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
    network: { trainingSteps: wholeNumber(values.trainingSteps), members: wholeNumber(values.members) },
    seed: wholeNumber(values.seed),
    place: values.place,
    clientKey,
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
    },
    seed: wholeNumber(values.seed),
  };
  const { selectionFolds, testFolds, network } = spec;
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
  const needed = least + spec.horizonSteps * (spec.selectionFolds + spec.testFolds);
  return { needed, fits: needed <= version.periods };
}

const SERVER_THREADS = 2;

/**
 * Seconds that the run would take, from the project's newest run in the same place and on as many series where there is
 * one, else a first guess. A browser is only guessed about from its own runs: machines differ too much.
 */
export function secondsOf(
  spec: BacktestSpec,
  version: VersionOption,
  options: { measured: RunOptions["measured"]; place: RunPlace; browserWorkers: number },
): { seconds: number; isMeasured: boolean } | null {
  const { place } = options;
  const { series: seriesCount, periods } = version;
  const threads = place === "server" ? SERVER_THREADS : options.browserWorkers;
  const measured = options.measured[place];
  if (measured === null || measured.seriesCount !== seriesCount) {
    if (place === "browser") return null;
    return { seconds: expectedSeconds({ spec, seriesCount, periods, threads, place }), isMeasured: false };
  }
  const seconds = new Map(Object.entries(measured.seconds));
  const network = seconds.get("network:network");
  if (network !== undefined) {
    seconds.set("network:network", (network * spec.network.trainingSteps) / measured.networkSteps);
  }
  const expected = expectedSeconds({ spec, seriesCount, periods, threads, place, measured: seconds });
  return { seconds: expected, isMeasured: true };
}
