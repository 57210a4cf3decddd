import { z } from "zod";

const whole = (low: number, high: number, what: string) =>
  z.coerce
    .number<string | number>({ error: `${what} must be a whole number.` })
    .int({ error: `${what} must be a whole number.` })
    .min(low, { error: `${what} must be at least ${low}.` })
    .max(high, { error: `${what} must be at most ${high.toLocaleString("en")}.` });

/** How data are split in time; the same numbers that a run asks for. */
export const SplitSchema = z.strictObject({
  horizonSteps: whole(1, 1_000, "The horizon"),
  seasonLength: whole(1, 10_000, "The season"),
  selectionFolds: whole(1, 10, "The number of selection folds"),
  testFolds: whole(1, 6, "The number of untouched folds"),
  gapSteps: whole(0, 1_000, "The gap").default(0),
});
export type SplitWish = z.output<typeof SplitSchema>;
