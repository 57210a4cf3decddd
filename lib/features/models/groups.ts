import { METHOD_IN_SENTENCE } from "#lib/features/verdict/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import type { Comparison, ModelGroup, ModelRow } from "./view.ts";

/**
 * Rows in the leaderboard's order, cut into what may be compared. `after` is the comparison in which the page before
 * ended, and `first` the one that the others are held against.
 */
export function groupsOf(
  rows: readonly ModelRow[],
  { first, after }: { first: Comparison | null; after: string | null },
): ModelGroup[] {
  const groups: ModelGroup[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.comparison.id === row.comparison.id) {
      last.rows.push(row);
      continue;
    }
    const { comparison } = row;
    const apart = first && first.id !== comparison.id ? apartInWords(comparison, first) : "";
    groups.push({ comparison, rows: [row], apart, isContinued: comparison.id === after });
  }
  return groups;
}

/** Why rows of the one say nothing about rows of the other: each thing that differs, in the order of its weight. */
export function apartInWords(one: Comparison, other: Comparison): string {
  const reasons: string[] = [];
  if (one.dataDigest !== other.dataDigest) {
    const isNamed = one.data !== other.data;
    reasons.push(
      isNamed ? `other data (${one.data} rather than ${other.data})` : "other data of the same name",
    );
  }
  if (one.horizonSteps !== other.horizonSteps) {
    reasons.push(`${one.words.horizon} ahead rather than ${other.words.horizon}`);
  }
  if (one.seasonLength !== other.seasonLength) {
    reasons.push(`a season of ${one.words.season} rather than ${other.words.season}, which also scales MASE`);
  }
  if (String(one.testCutoffs) !== String(other.testCutoffs)) {
    reasons.push(
      one.testCutoffs.length === other.testCutoffs.length
        ? "scored on other test periods"
        : `${foldsInWords(one)} rather than ${foldsInWords(other)}`,
    );
  }
  if (one.leftOutDigest !== other.leftOutDigest) {
    reasons.push("other periods are left out, by labels of stock-outs and closures");
  }
  if (reasons.length === 0) return "";
  return `Not comparable with the first: ${reasons.join("; ")}.`;
}

function foldsInWords({ testCutoffs }: Comparison): string {
  return testCutoffs.length === 1 ? "1 test fold" : `${testCutoffs.length} test folds`;
}

/** "28 days ahead, season 7 days, 2 test folds after 8 Oct and 5 Nov 2018". */
export function comparisonInWords(comparison: Comparison): string {
  const { horizon, season, cutoffs } = comparison.words;
  const after = cutoffs.length > 0 ? ` after ${listed(cutoffs)}` : "";
  return `${horizon} ahead, season ${season}, ${foldsInWords(comparison)}${after}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The page's first sentence: who leads where people trained last, and how far from the baseline. */
export function leaderInWords(group: ModelGroup | undefined): string {
  const best = group?.rows[0];
  if (!group || !best || group.isContinued) return "";
  const baseline = group.rows.find((row) => row.isBaseline);
  if (best.mase === null) return "No row has a MASE: no series has a season's worth of history that varies.";
  const mase = (row: ModelRow) => formatNumber(row.mase, 3);
  const name = METHOD_IN_SENTENCE[best.model];
  const head = `${name.charAt(0).toUpperCase()}${name.slice(1)} of run ${best.runNumber} leads on ${group.comparison.data}`;
  if (best.isBaseline) return `${head}: MASE ${mase(best)}. No method beats that baseline.`;
  return baseline
    ? `${head}: MASE ${mase(best)}, ${METHOD_IN_SENTENCE.seasonal_naive} ${mase(baseline)}.`
    : `${head}: MASE ${mase(best)}.`;
}
