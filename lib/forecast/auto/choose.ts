import { blendQuantiles, type Shares } from "./blend.ts";
import { type Measures, measureForecasts, scoreAgainst, type Truth } from "./judge.ts";

/** A candidate's forecasts at every cutoff of the backtest. */
export interface Tried {
  key: string;
  forecasts: readonly Float32Array[];
}

export interface Choice {
  shares: Shares;
  measures: Measures;
  /** Against the baseline's 1; see `scoreAgainst`. */
  score: number;
  /** Every candidate by itself, in the order in which they were tried. */
  alone: readonly { key: string; measures: Measures; score: number }[];
  reason: string;
}

/** Picks with replacement: shares come in eighths. */
const PICKS = 8;
/** Another pick must better the score by this share; where little was scored, chance alone does more. */
const leastGain = (steps: number): number => (steps >= 5_000 ? 0.0005 : steps >= 500 ? 0.003 : 0.02);

/**
 * Chooses shares by forward selection with replacement (Caruana, Niculescu-Mizil, Crew & Ksikes 2004, Ensemble selection from
 * libraries of models): beginning with the best candidate, the one that betters the mean most is added, up to eight times or until
 * nothing is gained. Whatever is not better than the baseline on these folds is not chosen: then the baseline stands.
 * The first of `tried` is the baseline.
 */
export function chooseShares(options: {
  tried: readonly Tried[];
  truths: readonly Truth[];
  horizonSteps: number;
  isPositive: boolean;
}): Choice {
  const { tried, truths, horizonSteps, isPositive } = options;
  const baseline = tried[0] as Tried;
  const measure = (forecasts: readonly Float32Array[]) => measureForecasts(truths, forecasts, horizonSteps);
  const reference = measure(baseline.forecasts);
  const alone = tried.map(({ key, forecasts }) => {
    const measures = measure(forecasts);
    return { key, measures, score: judge(measures) };
  });
  function judge(measures: Measures): number {
    // Whoever leaves steps out has not been compared on them.
    if (!(measures.n >= reference.n) || reference.n === 0) return Number.POSITIVE_INFINITY;
    return scoreAgainst(measures, reference, isPositive);
  }

  const gain = leastGain(reference.n);
  const picks: number[] = [];
  let best = { score: Number.POSITIVE_INFINITY, measures: reference };
  for (let pick = 0; pick < PICKS; pick += 1) {
    let found: { candidate: number; score: number; measures: Measures } | null = null;
    for (let candidate = 0; candidate < tried.length; candidate += 1) {
      if (alone[candidate]?.score === Number.POSITIVE_INFINITY) continue;
      const parts = [...picks, candidate];
      const measures =
        parts.length === 1
          ? (alone[candidate] as (typeof alone)[number]).measures
          : measure(truths.map((_, k) => blendAt(tried, parts, k)));
      const score = judge(measures);
      if (score < (found?.score ?? Number.POSITIVE_INFINITY)) found = { candidate, score, measures };
    }
    if (!found || !(found.score < best.score * (1 - (pick === 0 ? 0 : gain)))) break;
    picks.push(found.candidate);
    best = found;
  }
  if (picks.length === 0 || !(best.score < 1)) {
    const others = alone.slice(1);
    const nearest = [...others].sort((a, b) => a.score - b.score)[0];
    const next =
      nearest && Number.isFinite(nearest.score)
        ? ` (next: ${nearest.key}, ${percentWorse(nearest.score)})`
        : "";
    return {
      shares: { [baseline.key]: 1 },
      measures: reference,
      score: 1,
      alone,
      reason: nearest
        ? `Nothing was better than ${baseline.key} on the backtest${next}, so it stands.`
        : `Only ${baseline.key} could be tried, so it stands.`,
    };
  }
  const shares: Record<string, number> = {};
  for (const pick of picks) {
    const key = tried[pick]?.key as string;
    shares[key] = (shares[key] ?? 0) + 1 / picks.length;
  }
  const single = Math.min(...alone.map(({ score }) => score));
  const names = Object.keys(shares).join(", ");
  return {
    ...{ shares, alone },
    ...{ measures: best.measures, score: best.score },
    reason:
      picks.length === 1 || Object.keys(shares).length === 1
        ? `${names} erred least on the backtest: ${percentBetter(best.score)} than ${baseline.key}; no blend was better.`
        : `A blend of ${names} erred least on the backtest: ${percentBetter(best.score)} than ${baseline.key}, the best by itself ${percentBetter(single)}.`,
  };
}

function blendAt(tried: readonly Tried[], picks: readonly number[], fold: number): Float32Array {
  const counts = new Map<number, number>();
  for (const pick of picks) counts.set(pick, (counts.get(pick) ?? 0) + 1);
  return blendQuantiles(
    [...counts].map(([pick, share]) => ({ share, quantiles: tried[pick]?.forecasts[fold] as Float32Array })),
  );
}

const percentBetter = (score: number) => `${(100 * (1 - score)).toFixed(1)} % less`;
const percentWorse = (score: number) => `${(100 * (score - 1)).toFixed(1)} % more error`;
