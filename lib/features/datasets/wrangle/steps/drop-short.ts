import { z } from "zod";
import { replaceRows, type Work } from "../work.ts";
import { common } from "./common.ts";

/** Series with fewer known targets than `least` are left out. */
export const DropShortStep = z.strictObject({
  ...common,
  kind: z.literal("drop_short"),
  least: z.int().min(1).max(1_000_000),
});

export async function runDropShort(work: Work, step: z.output<typeof DropShortStep>): Promise<number> {
  await replaceRows(
    work,
    `SELECT * FROM rows WHERE series IN (SELECT series FROM rows GROUP BY series HAVING count(y) >= ${step.least})`,
  );
  return 0;
}
