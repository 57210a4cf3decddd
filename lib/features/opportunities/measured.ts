import type { MeasuredSaving } from "#lib/features/roi/index.ts";
import type { RankBy } from "#lib/platform/prisma/enums.ts";
import type { Benefit } from "./benefit.ts";
import { MOST } from "./rank.ts";
import { rounded } from "./scores.ts";

/** What the project's newest finished run measured on its untouched folds. */
export interface Measurement {
  run: number;
  /** "theta"; null when nothing could be ranked. */
  method: string | null;
  /** Σ|error| / Σ demand, a fraction; null where it is not defined. */
  wape: number | null;
  /** The same of seasonal naive. */
  naiveWape: number | null;
  /** As the ROI page takes it from the newest verdict; null while there is none with a comparison. */
  saving: MeasuredSaving | null;
}

/** What is estimated of the chosen task beside what was measured; money a year in the project's currency. */
export interface Beside {
  run: number;
  method: string | null;
  wape: number | null;
  naiveWape: number | null;
  /** Shares, fractions. */
  assumedShare: number;
  measuredShare: number;
  /** Whether the share is of money; else it is of units in error, because the run had no unit costs. */
  isMoney: boolean;
  /** Cost of errors that is avoided. */
  estimatedAvoided: number | null;
  measuredAvoided: number | null;
  estimatedTotal: number | null;
  measuredTotal: number | null;
  estimatedScore: number | null;
  measuredScore: number | null;
}

/**
 * The share of today's cost of errors that the run saved: the verdict's saving against seasonal naive, 1 − cost / cost;
 * without unit costs 1 − WAPE / WAPE of seasonal naive, which counts units and not money. Null when neither is defined.
 */
export function measuredShareOf(found: Measurement): { share: number; isMoney: boolean } | null {
  if (found.saving) return { share: found.saving.share, isMoney: true };
  const { wape, naiveWape } = found;
  if (wape === null || naiveWape === null || !(naiveWape > 0)) return null;
  return { share: 1 - wape / naiveWape, isMoney: false };
}

/**
 * The score with what was measured in place of what was assumed: the score times measured benefit / estimated benefit,
 * never below 0 or above what a score can be. The labour saved stays estimated. Without money it goes by the shares
 * alone. Null before a run has measured anything, and 0 / 0 is null too.
 */
export function besideOf(
  task: { score: number | null; errorCostAYear: number | null; benefit: Benefit },
  found: Measurement | null,
  rankBy: RankBy,
): Beside | null {
  const measured = found && measuredShareOf(found);
  if (!found || !measured) return null;
  const { benefit } = task;
  const assumedShare = benefit.errorsAvoidedPercent / 100;
  const measuredAvoided = avoidedOf(found.saving, { share: measured.share, known: task.errorCostAYear });
  const measuredTotal = measuredAvoided === null ? null : (benefit.labourSaved ?? 0) + measuredAvoided;
  const ratio =
    measuredTotal !== null && benefit.errorsAvoided !== null && benefit.total !== null
      ? measuredTotal / benefit.total
      : measured.share / assumedShare;
  return {
    run: found.run,
    method: found.method,
    wape: found.wape,
    naiveWape: found.naiveWape,
    assumedShare,
    measuredShare: measured.share,
    isMoney: measured.isMoney,
    estimatedAvoided: benefit.errorsAvoided,
    measuredAvoided,
    estimatedTotal: benefit.total,
    measuredTotal,
    estimatedScore: task.score,
    measuredScore: scaled(task.score, ratio, MOST[rankBy]),
  };
}

/** Measured money a year: what the run scaled to a year, else the share of the cost as typed. */
function avoidedOf(
  saving: MeasuredSaving | null,
  { share, known }: { share: number; known: number | null },
): number | null {
  if (saving?.yearly) {
    const { yearly, prices } = saving;
    return share * (yearly.unitsShort * prices.under + yearly.unitsOver * prices.over);
  }
  return known === null ? null : share * known;
}

function scaled(score: number | null, ratio: number, most: number | null): number | null {
  if (score === null || !Number.isFinite(ratio)) return null;
  const product = Math.max(0, score * ratio);
  return rounded(most === null ? product : Math.min(most, product));
}
