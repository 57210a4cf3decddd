import type { BlockProjection } from "#lib/features/canvas/index.ts";
import type { ClaimComparison, ClaimMeasure } from "#lib/platform/prisma/enums.ts";
import { measureOf } from "./measures.ts";
import { monthsIn, readBar } from "./read-bar.ts";
import type { ClaimProposal } from "./view.ts";
import { boundInWords } from "./words.ts";

type Fields = Pick<BlockProjection, "key" | "fields">;
type Wish = Omit<ClaimProposal, "key" | "bound" | "subject"> & { subject?: string };

export interface ProposalFacts {
  blocks: readonly Fields[];
  /** Names of the newest version's covariates. */
  covariates: readonly string[];
  roi: { years: number } | null;
  currency: string;
  /** What is claimed already is not proposed again, whatever its number. */
  claims: readonly { block: string; measure: ClaimMeasure | null; subject: string }[];
}

/** Claims that follow from what the fields say, in the order of the blocks. The same facts always give the same ones. */
export function proposeClaims(facts: ProposalFacts): ClaimProposal[] {
  const has = (wish: Wish) =>
    facts.claims.some(
      (claim) =>
        claim.block === wish.block &&
        claim.measure === wish.measure &&
        claim.subject === (wish.subject ?? ""),
    );
  const seen = new Set<string>();
  return facts.blocks
    .flatMap((block) => wishesOf(block, facts))
    .flatMap((wish) => {
      const subject = wish.subject ?? "";
      const key = `${wish.block}/${wish.measure}/${subject}`;
      if (seen.has(key) || has(wish)) return [];
      seen.add(key);
      return [{ ...wish, subject, key, bound: boundInWords({ ...wish, subject }, facts.currency) }];
    });
}

function wishesOf({ key: block, fields }: Fields, { covariates, roi }: ProposalFacts): Wish[] {
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === "string" ? value : "";
  };
  const items = (name: string) => {
    const value = fields[name];
    return Array.isArray(value) ? value : [];
  };
  const wish = (
    measure: ClaimMeasure,
    words: string,
    {
      comparison,
      threshold,
      from,
      subject,
    }: Pick<Wish, "threshold" | "from" | "subject"> & {
      comparison?: ClaimComparison;
    },
  ): Wish => ({
    block,
    measure,
    text: words,
    comparison: comparison ?? measureOf(measure).usual,
    threshold,
    from,
    ...(subject === undefined ? {} : { subject }),
  });

  switch (block) {
    case "value_proposition": {
      if (!roi) return [];
      const years = roi.years === 1 ? "a year" : `${roi.years} years`;
      return [
        wish("payback_months", `Pays back within ${years}`, {
          threshold: roi.years * 12,
          from: "the ROI case",
        }),
        wish("npv", "Is worth more than it costs", { threshold: 0, from: "the ROI case" }),
      ];
    }
    case "prediction_task": {
      const count = /^\D{0,12}(\d[\d,]*)/.exec(text("series"))?.[1]?.replaceAll(",", "") ?? "";
      return count === "" || Number(count) > 1e9
        ? []
        : [
            wish("series_count", `All ${count} series are in the data`, {
              threshold: Number(count),
              from: "Series",
            }),
          ];
    }
    case "data_sources": {
      const sources = items("sources");
      const months = sources
        .map((source) => monthsIn(String(source.history ?? "")))
        .filter((one) => one !== null);
      const least = months.length > 0 ? Math.min(...months) : sources.length > 0 ? 24 : null;
      if (least === null) return [];
      return [
        months.length > 0
          ? wish("history_months", `${least} months of history`, {
              threshold: least,
              from: "History of a source",
            })
          : wish("history_months", "Two years of history, so that a yearly season shows twice", {
              threshold: 24,
              from: "Sources",
            }),
      ];
    }
    case "feature_engineering":
      return items("features").flatMap((feature) => {
        const name = String(feature.name ?? "").trim();
        const subject = covariates.find((covariate) => isSameName(covariate, name));
        return subject === undefined
          ? []
          : [
              wish("covariate_recorded_share", `${name} is recorded for every series and period`, {
                threshold: 100,
                from: "Features",
                subject,
              }),
            ];
      });
    case "offline_evaluation": {
      const bar = text("launchBar");
      const read = readBar(bar);
      if (read) return [wish(read.measure, bar.slice(0, 200), { ...read, from: "Launch bar" })];
      return fields.metric === "cost"
        ? [wish("saving_share", "Costs less than seasonal naive", { threshold: 0, from: "Metric" })]
        : [];
    }
    case "when_not_to_use_ml":
      return text("conditions") === ""
        ? []
        : [
            wish("verdict", "More than a rule of thumb is worth its cost", {
              threshold: 1,
              from: "Conditions",
            }),
          ];
    case "live_monitoring":
      return items("monitors").flatMap((monitor) => {
        const metric = String(monitor.metric ?? "").trim();
        const words = `${metric} ${String(monitor.threshold ?? "").trim()}`.trim();
        // Against a baseline it is a ratio, which is another measure than the metric's own.
        const read = /against/i.test(metric) ? null : readBar(words);
        return read ? [wish(read.measure, words.slice(0, 200), { ...read, from: "Monitors" })] : [];
      });
    default:
      return [];
  }
}

/** "Promotion" in the canvas is "promo" in the file: one begins with the other, and three letters at least say so. */
function isSameName(covariate: string, feature: string): boolean {
  const [a, b] = [covariate.toLowerCase(), feature.toLowerCase()];
  return Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a));
}
