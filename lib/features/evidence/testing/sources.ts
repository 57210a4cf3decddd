import type { RoiSource, RunSource, Sources, VersionSource } from "../sources.ts";
import type { Bound } from "../state.ts";

const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 26);

export function versionOf(
  number: number,
  change: Partial<Omit<VersionSource, "profile">> & { profile?: Partial<VersionSource["profile"]> } = {},
): VersionSource {
  const { profile, ...rest } = change;
  return {
    id: `version-${number}`,
    datasetId: "sales",
    checks: { passed: 9, warnings: 1, errors: 0, checkedAt: Date.UTC(2026, 0, number, 6) },
    name: "Sales",
    number,
    createdAt: Date.UTC(2026, 0, number),
    ...rest,
    profile: {
      rows: 900,
      series: 3,
      timeFormat: "iso",
      frequency: "D",
      firstTime: Date.UTC(2024, 0, 1),
      lastTime: Date.UTC(2024, 11, 31),
      lastKnownTime: Date.UTC(2024, 11, 31),
      periods: 366,
      missingPeriods: 100,
      covariates: [
        {
          name: "promo",
          availability: "known_ahead",
          kind: "numeric",
          missing: 9,
          ahead: 0,
          minimum: 0,
          maximum: 1,
          mean: 0.2,
          categories: [],
          categoryCount: 0,
        },
      ],
      ...profile,
    },
  };
}

export function runOf(number: number, change: Partial<RunSource> = {}): RunSource {
  return {
    number,
    finishedAt: Date.UTC(2026, 1, number),
    version: { datasetId: "sales", name: "Sales", number: 1 },
    method: "Theta",
    metrics: { wape: 0.622, mase: 0.84, smape: 71, bias: -0.15, coverage80: 0.78 },
    baseline: { wape: 0.981, mase: 1.2, smape: 90 },
    verdict: {
      kind: "statistics_suffice",
      computedAt: Date.UTC(2026, 1, number) + DAY,
      cost: 59,
      baselineCost: 100,
      outdatedSince: null,
    },
    ...change,
  };
}

export const ROI: RoiSource = {
  savedAt: Date.UTC(2026, 2, 1),
  years: 3,
  result: { npv: 1_200, irr: { rate: 0.31, reason: null }, paybackMonths: 19, breakEvenSaving: 0.2 },
  missing: [],
};

export function sourcesOf(change: Partial<Sources> = {}): Sources {
  return { now: NOW, currency: "EUR", versions: [versionOf(1)], runs: [runOf(1)], roi: ROI, ...change };
}

export function claimOf(change: Partial<Bound>): Bound {
  return { measure: "wape", comparison: "below", threshold: 65, subject: "", pinnedTo: null, ...change };
}
