import type { Profile } from "#lib/features/datasets/index.ts";
import type { RoiResult } from "#lib/features/roi/index.ts";
import type { VerdictKind } from "#lib/platform/prisma/enums.ts";

/** A dataset version as evidence; times are milliseconds since 1970 UTC. */
export interface VersionSource {
  id: string;
  datasetId: string;
  name: string;
  number: number;
  createdAt: number;
  /** How it met what is expected of its dataset; null while it was never judged. */
  checks: { passed: number; warnings: number; errors: number; checkedAt: number } | null;
  profile: Pick<
    Profile,
    | "rows"
    | "series"
    | "timeFormat"
    | "frequency"
    | "firstTime"
    | "lastTime"
    | "periods"
    | "lastKnownTime"
    | "missingPeriods"
    | "covariates"
  >;
}

/** A finished run as evidence: the method that its selection folds put first, scored on the untouched ones. */
export interface RunSource {
  number: number;
  finishedAt: number;
  version: { datasetId: string; name: string; number: number };
  /** "theta", in words; null when nothing could be ranked. */
  method: string | null;
  /** By name as the engine has them: shares are fractions, sMAPE is in percent. Null is not defined, absent not scored. */
  metrics: Readonly<Record<string, number | null>>;
  /** The same of seasonal naive. */
  baseline: Readonly<Record<string, number | null>>;
  verdict: {
    kind: VerdictKind;
    computedAt: number;
    /** Cost of the method and of seasonal naive on the untouched folds; null where one has none. */
    cost: number | null;
    baselineCost: number | null;
    /** When prices or ROI case have changed after it was computed; null while it is as of now. */
    outdatedSince: number | null;
  } | null;
}

export interface RoiSource {
  savedAt: number;
  /** Years of the case: what "never pays back" is about. */
  years: number;
  /** Null while an input is missing; `missing` then names what. */
  result: Pick<RoiResult, "npv" | "irr" | "paybackMonths" | "breakEvenSaving"> | null;
  missing: string[];
}

/** Everything that a claim can be judged by, as it is now. */
export interface Sources {
  now: number;
  currency: string;
  /** Of all datasets, in any order. */
  versions: readonly VersionSource[];
  /** The newest finished run, and those that claims are pinned to. */
  runs: readonly RunSource[];
  roi: RoiSource | null;
}
