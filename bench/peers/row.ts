import { z } from "zod";

const tally = z.object({
  steps: z.number(),
  smape: z.number(),
  inside80: z.number(),
  inside95: z.number(),
  units: z.number(),
  mase: z.number(),
  sql: z.number(),
  msis: z.number(),
});

/** One method on one set; also a line of the file of `--keep`. */
const rowSchema = z.object({
  set: z.string(),
  method: z.string(),
  name: z.string(),
  isOurs: z.boolean(),
  windows: z.number(),
  /** Null where there is no forecast to measure. Sums that need quantiles are 0 where they are missing. */
  tally: tally.nullable(),
  hasQuantiles: z.boolean(),
  seconds: z.number(),
  cpuSeconds: z.number().nullable(),
  importSeconds: z.number().nullable(),
  /** In place of figures: why there are none. */
  instead: z.string().nullable(),
  versions: z.record(z.string(), z.string()),
});
export type Row = z.infer<typeof rowSchema>;

/** What a script says of itself beside its forecasts. */
export const factsSchema = z.object({
  versions: z.record(z.string(), z.string()),
  importSeconds: z.number(),
  cpuSeconds: z.number(),
  notes: z.array(z.string()),
});

/** @throws Error naming the line that is no row. */
export function parseRows(text: string): Row[] {
  return text.split("\n").flatMap((line, i) => {
    if (line.trim() === "") return [];
    const parsed = rowSchema.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`Line ${i + 1} of the kept rows is none.`);
    return [parsed.data];
  });
}
