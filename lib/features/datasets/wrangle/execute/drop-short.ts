import type { z } from "zod";
import type { DropShortStep } from "../steps/drop-short.ts";
import { replaceRows, type Work } from "../work.ts";

export async function runDropShort(work: Work, step: z.output<typeof DropShortStep>): Promise<number> {
  await replaceRows(
    work,
    `SELECT * FROM rows WHERE series IN (SELECT series FROM rows GROUP BY series HAVING count(y) >= ${step.least})`,
  );
  return 0;
}
