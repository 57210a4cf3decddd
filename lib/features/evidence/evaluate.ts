import type { ClaimComparison, ClaimMeasure } from "#lib/platform/prisma/enums.ts";
import type { Measured } from "./measure.ts";
import { measureDataset } from "./measure-dataset.ts";
import { measureRoi } from "./measure-roi.ts";
import { measureRun } from "./measure-run.ts";
import { measureOf } from "./measures.ts";
import type { RunSource, Sources, VersionSource } from "./sources.ts";
import type { Bound, Evaluation } from "./state.ts";
import { figureInWords, numberInWords } from "./words.ts";

/**
 * Whether a number keeps what a claim says. "Exactly" allows for what is not shown: half of the last decimal.
 * NaN keeps nothing.
 */
export function keeps(
  number: number,
  { comparison, threshold, decimals }: { comparison: ClaimComparison; threshold: number; decimals: number },
): boolean {
  switch (comparison) {
    case "below":
      return number < threshold;
    case "at_most":
      return number <= threshold;
    case "at_least":
      return number >= threshold;
    case "above":
      return number > threshold;
    case "equal":
      return Math.abs(number - threshold) <= 0.5 * 10 ** -decimals;
  }
}

interface Reading {
  measured: Measured;
  source: { words: string; path: string };
  since: number;
  /** A newer version of the source exists. */
  stale: { reason: string; since: number } | null;
  /** What stands beside the number, of the baseline. */
  baseline: string;
}

/**
 * The state of a claim, from its sources alone: the same claim and sources always give the same answer, and nothing is
 * remembered, so it turns by itself when a source arrives. No source, or a measure that is not defined there, is
 * unproven; a source that has a newer version is stale, whatever its number; the comparison decides the rest.
 */
export function evaluate(claim: Bound, sources: Sources): Evaluation {
  const { measure, comparison, threshold } = claim;
  if (measure === null || comparison === null || threshold === null) {
    return unproven("Nobody has said yet how this would be measured.", null, null);
  }
  const reading = read({ ...claim, measure }, sources);
  if ("reason" in reading) return unproven(reading.reason, null, null);
  const { measured, source, since, stale } = reading;
  if ("reason" in measured) return unproven(measured.reason, source, since);
  const { value } = measured;
  const { decimals } = measureOf(measure);
  const isKept = keeps(value, { comparison, threshold, decimals });
  const words =
    measured.words ??
    figureInWords(measure, { value, comparison, threshold, isKept, currency: sources.currency });
  return {
    state: stale ? "stale" : isKept ? "supported" : "contradicted",
    number: Number.isFinite(value) ? value : null,
    figure: `${words}${reading.baseline}`,
    reason: stale ? `${stale.reason} By the older one it is ${isKept ? "supported" : "contradicted"}.` : "",
    source,
    since: stale?.since ?? since,
  };
}

function unproven(reason: string, source: Evaluation["source"], since: number | null): Evaluation {
  return { state: "unproven", number: null, figure: "", reason, source, since };
}

function read(claim: Bound & { measure: ClaimMeasure }, sources: Sources): Reading | { reason: string } {
  switch (measureOf(claim.measure).source) {
    case "dataset":
      return readDataset(claim, sources);
    case "run":
      return readRun(claim, sources);
    case "roi": {
      const { roi } = sources;
      if (!roi) return { reason: "No ROI case yet." };
      return {
        measured: measureRoi(claim.measure, roi),
        source: { words: "ROI case", path: "roi" },
        since: roi.savedAt,
        stale: null,
        baseline: "",
      };
    }
  }
}

const newest = (versions: readonly VersionSource[]) =>
  versions.reduce<VersionSource | null>(
    (best, one) => (best === null || one.createdAt > best.createdAt ? one : best),
    null,
  );

/** The newest version of the same dataset, where it is newer than this number. */
function newerVersion(
  sources: Sources,
  { datasetId, number }: Pick<VersionSource, "datasetId" | "number">,
): VersionSource | null {
  return newest(sources.versions.filter((one) => one.datasetId === datasetId && one.number > number));
}

function readDataset(
  claim: Bound & { measure: ClaimMeasure },
  sources: Sources,
): Reading | { reason: string } {
  const version =
    claim.pinnedTo === null
      ? newest(sources.versions)
      : sources.versions.find((one) => one.id === claim.pinnedTo);
  if (!version)
    return { reason: claim.pinnedTo === null ? "No data yet." : "Its version is no longer there." };
  const newer = newerVersion(sources, version);
  return {
    measured: measureDataset(claim.measure, version, { subject: claim.subject, now: sources.now }),
    source: { words: `${version.name}, version ${version.number}`, path: `data/${version.id}` },
    since: isOfChecks(claim.measure) ? (version.checks?.checkedAt ?? version.createdAt) : version.createdAt,
    stale: newer && { reason: `Version ${newer.number} is newer.`, since: newer.createdAt },
    baseline: "",
  };
}

/** These turn when the expectations are edited, too. */
const isOfChecks = (measure: ClaimMeasure) =>
  measure === "checks_passed_share" || measure === "checks_failed";

const newestRun = (runs: readonly RunSource[]) =>
  runs.reduce<RunSource | null>(
    (best, one) => (best === null || one.number > best.number ? one : best),
    null,
  );

function readRun(claim: Bound & { measure: ClaimMeasure }, sources: Sources): Reading | { reason: string } {
  const last = newestRun(sources.runs);
  const run =
    claim.pinnedTo === null ? last : sources.runs.find((one) => String(one.number) === claim.pinnedTo);
  if (!run)
    return { reason: claim.pinnedTo === null ? "No finished run yet." : "Its run is no longer there." };
  const method = run.method === null ? "" : `, ${run.method}`;
  return {
    measured: measureRun(claim.measure, run),
    source: { words: `run ${run.number}${method}`, path: `runs/${run.number}` },
    since: isOfVerdict(claim.measure) ? (run.verdict?.computedAt ?? run.finishedAt) : run.finishedAt,
    stale: staleRun(claim.measure, { run, last, sources }),
    baseline: baselineOf(claim.measure, run, sources.currency),
  };
}

const isOfVerdict = (measure: ClaimMeasure) => measure === "saving_share" || measure === "verdict";

function staleRun(
  measure: ClaimMeasure,
  { run, last, sources }: { run: RunSource; last: RunSource | null; sources: Sources },
): Reading["stale"] {
  if (last && last.number > run.number) {
    return { reason: `Run ${last.number} is newer.`, since: last.finishedAt };
  }
  const newer = newerVersion(sources, run.version);
  if (newer) {
    const { number } = run.version;
    return {
      reason: `The run saw version ${number} of the data, and version ${newer.number} is newer.`,
      since: newer.createdAt,
    };
  }
  const outdated = isOfVerdict(measure) ? (run.verdict?.outdatedSince ?? null) : null;
  return outdated === null
    ? null
    : {
        reason: "Unit costs or the ROI case have changed since; open the run to judge it anew.",
        since: outdated,
      };
}

function baselineOf(measure: ClaimMeasure, run: RunSource, currency: string): string {
  if (measure !== "wape" && measure !== "mase" && measure !== "smape") return "";
  const measured = measureRun(measure, { ...run, metrics: run.baseline });
  return "value" in measured ? `, seasonal naive ${numberInWords(measure, measured.value, currency)}` : "";
}
