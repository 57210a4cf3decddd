import { rowsOf } from "#lib/platform/parquet/duck.ts";
import { DataRefused } from "../problems.ts";
import type { OnStage } from "../reading/table.ts";
import { runCast } from "./execute/cast.ts";
import { runConvert } from "./execute/convert.ts";
import { runDropShort } from "./execute/drop-short.ts";
import { runFill } from "./execute/fill.ts";
import { runFilter } from "./execute/filter.ts";
import { runHierarchy } from "./execute/hierarchy.ts";
import { runHolidays } from "./execute/holidays.ts";
import { runMask } from "./execute/mask.ts";
import { runMerge } from "./execute/merge.ts";
import { runOutliers } from "./execute/outliers.ts";
import { runPriceChange } from "./execute/price-change.ts";
import { runPromotion } from "./execute/promotion.ts";
import { runRename } from "./execute/rename.ts";
import { runResample } from "./execute/resample.ts";
import type { Step, StepFacts } from "./step-schema.ts";
import { stepTitle } from "./step-words.ts";
import { DoesNotFit, type Work } from "./work.ts";

/** Does one step and answers how many values it set or changed. */
function runStep(work: Work, step: Step): Promise<number> {
  switch (step.kind) {
    case "filter":
      return runFilter(work, step);
    case "rename":
      return runRename(work, step);
    case "cast":
      return runCast(work, step);
    case "resample":
      return runResample(work, step);
    case "fill":
      return runFill(work, step);
    case "outliers":
      return runOutliers(work, step);
    case "convert":
      return runConvert(work, step);
    case "merge":
      return runMerge(work, step);
    case "hierarchy":
      return runHierarchy(work, step);
    case "holidays":
      return runHolidays(work, step);
    case "price_change":
      return runPriceChange(work, step);
    case "promotion":
      return runPromotion(work, step);
    case "drop_short":
      return runDropShort(work, step);
    case "mask":
      return runMask(work, step);
  }
}

/**
 * Does the steps that are switched on, one after the other, and says what each did.
 * @throws DataRefused that names the step which does not fit the data; nothing of the recipe is stored then.
 */
export async function runSteps(work: Work, steps: readonly Step[], onStage: OnStage): Promise<StepFacts[]> {
  const facts: StepFacts[] = [];
  let before = await countsOf(work);
  for (const [i, step] of steps.entries()) {
    if (!step.isOn) continue;
    onStage(`Step ${i + 1} of ${steps.length}: ${stepTitle(step)}`, i / steps.length);
    const { valuesChanged, after } = await named({ index: i, step, before: facts }, async () => {
      const changed = await runStep(work, step);
      await dropEmptySeries(work);
      const counts = await countsOf(work);
      if (work.isWhole && counts.known === 0)
        throw new DoesNotFit(
          `No ${counts.rows === 0 ? "row" : "known value of the target"} is left after it. Change the step, or leave it out.`,
        );
      return { valuesChanged: changed, after: counts };
    });
    facts.push({
      id: step.id,
      rowsBefore: before.rows,
      rowsAfter: after.rows,
      knownBefore: before.known,
      knownAfter: after.known,
      seriesBefore: work.isWhole ? before.series : null,
      seriesAfter: work.isWhole ? after.series : null,
      valuesChanged,
    });
    before = after;
  }
  return facts;
}

/** A step that does not fit, in words for whoever wrote the recipe, and what was done before it. */
export class StepRefused extends DataRefused {
  readonly index: number;
  readonly id: string;
  readonly reason: string;
  readonly before: StepFacts[];

  constructor(place: { index: number; step: Step; before: StepFacts[] }, reason: string) {
    const { index, step, before } = place;
    super([{ row: null, column: null, message: `Step ${index + 1}, “${stepTitle(step)}”: ${reason}` }]);
    this.index = index;
    this.id = step.id;
    this.reason = reason;
    this.before = before;
  }
}

async function named<T>(
  place: { index: number; step: Step; before: StepFacts[] },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DoesNotFit ? new StepRefused(place, error.message) : error;
  }
}

async function dropEmptySeries(work: Work): Promise<void> {
  await work.connection.run("DELETE FROM ids WHERE series NOT IN (SELECT DISTINCT series FROM rows)");
}

async function countsOf(work: Work): Promise<{ rows: number; known: number; series: number }> {
  const [found] = await rowsOf(
    work.connection,
    "SELECT count(*) AS rows, count(y) AS known, (SELECT count(*) FROM ids) AS series FROM rows",
  );
  return { rows: Number(found?.rows), known: Number(found?.known), series: Number(found?.series) };
}
