import { seriesRange } from "#lib/forecast/index.ts";
import { type Panel, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { AppError } from "#lib/platform/errors.ts";

const LEVELS = QUANTILE_LEVELS.length;
/** Values beyond 1e30 are refused in data; a forecast may grow somewhat past them. */
const LARGEST = 1e35;
/** Neighbouring quantiles may cross by a last bit or two of single precision; they are put in order. */
const CROSSING = 1e-6;

/** What a task's result must look like, whoever computed it. */
export interface ExpectedResult {
  panel: Panel;
  cutoffIndex: number;
  horizonSteps: number;
  /** Series `from` (inclusive) to `to` (exclusive). */
  from: number;
  to: number;
  /** A method that learns from all series may have no answer at all. */
  mayBeMissing?: boolean;
}

/** How many quantiles a result must hold. */
export function expectedLength({
  from,
  to,
  horizonSteps,
}: Pick<ExpectedResult, "from" | "to" | "horizonSteps">): number {
  return (to - from) * horizonSteps * LEVELS;
}

/**
 * Judges quantiles that a browser sent, series by series: a series is forecast wholly, or, where nothing is known of it
 * before the cutoff, wholly missing; numbers are finite and of a size that can be computed with; quantiles do not cross.
 * Answers them in order.
 * @throws AppError `invalid_input` naming the series, the step and what is wrong.
 */
export function checkQuantiles(quantiles: Float32Array, expected: ExpectedResult): Float32Array {
  const { panel, from, to, horizonSteps } = expected;
  if (quantiles.length !== expectedLength(expected)) {
    throw new AppError("invalid_input", {
      detail:
        `The result holds ${quantiles.length} numbers; ${to - from} series × ${horizonSteps} steps × ${LEVELS} ` +
        `levels are ${expectedLength(expected)}.`,
    });
  }
  const ordered = quantiles.slice();
  const perSeries = horizonSteps * LEVELS;
  for (let s = from; s < to; s += 1) {
    const own = ordered.subarray((s - from) * perSeries, (s - from + 1) * perSeries);
    const isMissing = own.every(Number.isNaN);
    if (isMissing && expected.mayBeMissing) continue;
    if (isMissing === hasHistory(panel, s, expected.cutoffIndex)) {
      throw refusal(
        `Series "${panel.ids[s]}"`,
        isMissing ? "has a history but no forecast" : "has a forecast from no history",
      );
    }
    if (!isMissing) checkSeries(own, `Series "${panel.ids[s]}"`);
  }
  return ordered;
}

/** What a lane of `auto` must bring back: several fits, one after the other. */
export interface ExpectedLane {
  /** Of each fit: series `from` (inclusive) to `to` (exclusive), and its steps. */
  fits: readonly Pick<ExpectedResult, "from" | "to" | "horizonSteps">[];
}

/**
 * The same for several fits. A series may have no answer from one of them: the others then stand for it.
 * @throws AppError `invalid_input`.
 */
export function checkLane(quantiles: Float32Array, { fits }: ExpectedLane): Float32Array {
  const length = fits.reduce((sum, fit) => sum + expectedLength(fit), 0);
  if (quantiles.length !== length) {
    throw new AppError("invalid_input", {
      detail: `The result holds ${quantiles.length} numbers; its ${fits.length} fits are ${length}.`,
    });
  }
  const ordered = quantiles.slice();
  let at = 0;
  fits.forEach(({ from, to, horizonSteps }, i) => {
    for (let s = from; s < to; s += 1) {
      const own = ordered.subarray(at, at + horizonSteps * LEVELS);
      at += own.length;
      if (!own.every(Number.isNaN)) checkSeries(own, `Fit ${i + 1}, series ${s + 1}`);
    }
  });
  return ordered;
}

function checkSeries(own: Float32Array, name: string): void {
  const refuse = (i: number, what: string) => {
    const where = `step ${Math.floor(i / LEVELS) + 1}, level ${QUANTILE_LEVELS[i % LEVELS]}`;
    return refusal(name, `${where}: ${what}`);
  };
  for (let i = 0; i < own.length; i += 1) {
    const value = own[i] as number;
    if (!(Math.abs(value) <= LARGEST)) throw refuse(i, `${value} is no forecast`);
    if (i % LEVELS === 0) continue;
    const below = own[i - 1] as number;
    if (value >= below) continue;
    if (below - value > CROSSING * Math.max(Math.abs(below), Math.abs(value))) {
      throw refuse(i, `${value} is below the quantile before it, ${below}`);
    }
    own[i] = below;
  }
}

function refusal(name: string, what: string): AppError {
  return new AppError("invalid_input", { detail: `${name} ${what}. Nothing was stored.` });
}

/** Whether anything is known of the series up to the cutoff. */
function hasHistory(panel: Panel, series: number, cutoffIndex: number): boolean {
  const { from, to, start } = seriesRange(panel, series);
  const end = Math.min(to, from + cutoffIndex + 1 - start);
  for (let row = from; row < end; row += 1) if (!Number.isNaN(panel.values[row] as number)) return true;
  return false;
}
