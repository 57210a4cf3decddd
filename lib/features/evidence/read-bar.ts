import type { ClaimComparison, ClaimMeasure } from "#lib/platform/prisma/enums.ts";

export interface Bar {
  measure: ClaimMeasure;
  comparison: ClaimComparison;
  threshold: number;
}

const METRICS: readonly [RegExp, ClaimMeasure][] = [
  [/\bsmape\b/i, "smape"],
  [/\bwape\b/i, "wape"],
  [/\bmase\b/i, "mase"],
  [/\bbias\b/i, "bias"],
  [/\bnpv\b|net present value/i, "npv"],
  [/\birr\b/i, "irr"],
];
const AMOUNT = String.raw`(\d+(?:\.\d+)?)`;
const BELOW = new RegExp(String.raw`(?:below|under|less than|<)\s*${AMOUNT}\s*(%?)`, "i");
const AT_MOST = new RegExp(
  String.raw`(?:at most|not above|no more than|up to|within\s*±?|±|≤|<=)\s*${AMOUNT}\s*(%?)`,
  "i",
);
const ABOVE = new RegExp(String.raw`(?:above|over|more than|>)\s*${AMOUNT}\s*(%?)`, "i");
const AT_LEAST = new RegExp(String.raw`(?:at least|not below|no less than|≥|>=)\s*${AMOUNT}\s*(%?)`, "i");
const SIDES: readonly [RegExp, ClaimComparison][] = [
  [AT_MOST, "at_most"],
  [AT_LEAST, "at_least"],
  [BELOW, "below"],
  [ABOVE, "above"],
];

const SHARES: Record<string, number> = { half: 50, third: 33.3, quarter: 25, fifth: 20, tenth: 10 };
const CHEAPER = /\bcosts?\b.*\bless than\b/i;

/** A claim in a field's own words, where they name a measure that there is and a number; null for anything else. */
export function readBar(text: string): Bar | null {
  const measure = METRICS.find(([pattern]) => pattern.test(text))?.[1];
  if (measure) {
    for (const [pattern, comparison] of SIDES) {
      const [, amount = "", percent = ""] = pattern.exec(text) ?? [];
      if (amount === "") continue;
      // "WAPE below 0.80" means a share; a percentage that low nobody claims.
      const isShare = percent === "" && (measure === "wape" || measure === "bias") && Number(amount) <= 2;
      return { measure, comparison, threshold: isShare ? Number(amount) * 100 : Number(amount) };
    }
    return null;
  }
  if (!CHEAPER.test(text)) return null;
  const [, word = ""] = /\b(half|third|quarter|fifth|tenth)\b/i.exec(text) ?? [];
  const [, percent = ""] = /(\d+(?:\.\d+)?)\s*%/.exec(text) ?? [];
  const least = SHARES[word.toLowerCase()] ?? (percent === "" ? 0 : Number(percent));
  return least > 0
    ? { measure: "saving_share", comparison: "at_least", threshold: least }
    : { measure: "saving_share", comparison: "above", threshold: 0 };
}

/** "5 years", "18 months of tills" in months; null for anything else. */
export function monthsIn(text: string): number | null {
  const [, amount = "", unit = ""] = /(\d+(?:\.\d+)?)\s*(years?|months?)\b/i.exec(text) ?? [];
  if (amount === "") return null;
  return Number(amount) * (unit.toLowerCase().startsWith("year") ? 12 : 1);
}
