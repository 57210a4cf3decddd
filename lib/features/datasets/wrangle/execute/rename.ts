import type { z } from "zod";
import { literal } from "#lib/platform/parquet/duck.ts";
import type { RenameStep } from "../steps/rename.ts";
import { assertFree, covariateOf, DoesNotFit, numberFrom, seriesNamed, type Work } from "../work.ts";

export async function runRename(work: Work, step: z.output<typeof RenameStep>): Promise<number> {
  if (step.from === step.to) throw new DoesNotFit("The new name is the old one.");
  if (step.what === "covariate") {
    const column = covariateOf(work, step.from);
    assertFree(work, step.to);
    column.name = step.to;
    return 0;
  }
  const [series] = await seriesNamed(work, [step.from]);
  const taken = await numberFrom(work, `SELECT count(*) FROM ids WHERE id = ${literal(step.to)}`);
  if (taken > 0)
    throw new DoesNotFit(`There is a series “${step.to}” already. To make one of both, merge them instead.`);
  if (series !== undefined)
    await work.connection.run(`UPDATE ids SET id = ${literal(step.to)} WHERE series = ${series}`);
  return 0;
}
