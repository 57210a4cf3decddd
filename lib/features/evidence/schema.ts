import { z } from "zod";
import { BlockKey, ClaimComparison, ClaimMeasure } from "#lib/platform/prisma/enums.ts";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { measureOf } from "./measures.ts";

const LONGEST_TEXT = 200;
const LONGEST_SUBJECT = 200;

const line = (longest: number, missing: string) =>
  z
    .string({ error: missing })
    .max(longest * 4, `At most ${longest} characters.`)
    .transform((text) => text.normalize("NFC").trim())
    .pipe(z.string().max(longest, `At most ${longest} characters.`).refine(isPrintable, NOT_PRINTABLE));

const fields = {
  block: z.enum(BlockKey, { error: "Choose one of the ten blocks." }),
  text: line(LONGEST_TEXT, "Say what you claim.").refine((text) => text !== "", "Say what you claim."),
  measure: z
    .enum(ClaimMeasure, { error: "Choose a measure of the list, or none." })
    .nullable()
    .meta({ description: "Null while nobody has said how it would be measured." }),
  comparison: z.enum(ClaimComparison, { error: "Choose how the number is compared." }).nullable(),
  threshold: z
    .number({ error: "Give the number to compare with." })
    .min(-1e12, "That is too low to be meant.")
    .max(1e12, "That is too high to be meant.")
    .nullable()
    .meta({ description: "In the measure's unit: percent, months, days, the project's currency." }),
  subject: line(LONGEST_SUBJECT, "Name the covariate.").meta({
    description: "The covariate, for a measure of one; else empty.",
  }),
  pinnedTo: z
    .string()
    .max(36, "This is neither a version's id nor a run's number.")
    .nullable()
    .meta({ description: "A dataset version's id or a run's number to stay with; null follows the newest." }),
};

interface Whole {
  measure: ClaimMeasure | null;
  comparison: ClaimComparison | null;
  threshold: number | null;
  subject: string;
  pinnedTo: string | null;
}

/** What is wrong with a claim as a whole, by field; empty when nothing is. */
function claimProblems(claim: Whole): Partial<Record<keyof Whole, string>> {
  const { measure, comparison, threshold, subject, pinnedTo } = claim;
  if (measure === null) {
    return comparison !== null || threshold !== null || subject !== "" || pinnedTo !== null
      ? { measure: "Choose a measure, or leave comparison, number and source empty too." }
      : {};
  }
  const facts = measureOf(measure);
  const problems: ReturnType<typeof claimProblems> = {};
  if (comparison === null) problems.comparison = "Choose how the number is compared.";
  if (threshold === null) problems.threshold = "Give the number to compare with.";
  if (threshold !== null && facts.unit === "answer" && ![0, 1, 2].includes(threshold)) {
    problems.threshold = "Choose one of the verdict's answers.";
  }
  if (facts.needsSubject && subject === "") problems.subject = "Name the covariate.";
  if (!facts.needsSubject && subject !== "") problems.subject = "This measure is not about a covariate.";
  if (facts.source === "roi" && pinnedTo !== null)
    problems.pinnedTo = "There is one ROI case: nothing to stay with.";
  return problems;
}

const judged = <T extends Whole>(claim: T, context: z.RefinementCtx<T>) => {
  for (const [name, message] of Object.entries(claimProblems(claim))) {
    context.addIssue({ code: "custom", path: [name], message });
  }
};

/** A claim as a form or a machine gives it; what it leaves out is empty. */
export const ClaimInputSchema = z
  .strictObject({
    ...fields,
    measure: fields.measure.default(null),
    comparison: fields.comparison.default(null),
    threshold: fields.threshold.default(null),
    subject: fields.subject.default(""),
    pinnedTo: fields.pinnedTo.default(null),
  })
  .superRefine(judged);
export type ClaimInput = z.input<typeof ClaimInputSchema>;

/** What changes; what is left out stays. Judged as a whole with what stays. */
export const ClaimPatchSchema = z
  .strictObject(fields)
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "There is nothing to change.");

export const WholeClaimSchema = z.object(fields).superRefine(judged);
