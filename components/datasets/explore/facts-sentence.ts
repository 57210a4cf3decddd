import { type Facts, FINDING_KINDS, type FindingKind } from "#lib/features/datasets/explore/index.ts";
import { formatNumber } from "#lib/format/index.ts";

const WORDS: Record<FindingKind, string> = {
  stock_out: "may have been out of stock",
  ended: "may have ended",
  level_shift: "changed their level",
  outliers: "have outliers",
  gaps: "have gaps",
  short: "are short",
  negatives: "have negative values",
  mostly_zero: "are mostly zero",
  constant: "never change",
  twin: "are the same as another",
};
const SHOWN = 4;

/** "214 of 10,000 series have something to look at: 27 may have been out of stock, 12 changed their level." */
export function factsSentence(facts: Facts, series: number): string {
  if (facts.seriesWithFindings === 0) {
    return series === 1
      ? "Nothing was found in the one series that would mislead a model."
      : `Nothing was found in ${formatNumber(series)} series that would mislead a model.`;
  }
  const kinds = FINDING_KINDS.filter((kind) => facts.findings[kind] > 0);
  const shown = kinds.slice(0, SHOWN).map((kind) => `${formatNumber(facts.findings[kind])} ${WORDS[kind]}`);
  const rest = kinds.length > SHOWN ? ", and more" : "";
  return `${formatNumber(facts.seriesWithFindings)} of ${formatNumber(series)} series have something to look at: ${shown.join(", ")}${rest}.`;
}
