import { z } from "zod";
import { PredictionKind } from "#lib/platform/prisma/enums.ts";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";

const LONGEST_NAME = 120;
const LONGEST_TEXT = 2_000;

// PostgreSQL refuses NUL and halves of surrogate pairs; the rest of C0 but tab and line ends nobody can read either.
const UNREADABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

const name = z
  .string({ error: "Name the task." })
  .max(LONGEST_NAME * 4, `At most ${LONGEST_NAME} characters.`)
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "Name the task, as the people who do it call it.")
      .max(LONGEST_NAME, `At most ${LONGEST_NAME} characters.`)
      .refine(isPrintable, NOT_PRINTABLE),
  );

const longText = z
  .string({ error: "This is a text." })
  .max(LONGEST_TEXT * 4, `At most ${LONGEST_TEXT.toLocaleString("en")} characters.`)
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .max(LONGEST_TEXT, `At most ${LONGEST_TEXT.toLocaleString("en")} characters.`)
      .refine((text) => !UNREADABLE.test(text), NOT_PRINTABLE),
  );

const amount = (most: number, words: string) =>
  z
    .number({ error: "Give a number." })
    .min(0, "This cannot be below 0.")
    .max(most, `That is above ${most.toLocaleString("en")}: is it ${words}?`)
    .nullable();

const grade = z
  .int({ error: "Choose a whole number from 1 to 5." })
  .min(1, "Choose a number from 1 to 5.")
  .max(5, "Choose a number from 1 to 5.")
  .nullable();

const fields = {
  name,
  kind: z.enum(PredictionKind, { error: "Choose what kind of prediction it would take." }),
  todayMethod: longText,
  hoursAYear: amount(1e7, "hours of all people together"),
  errorCostAYear: amount(1e12, "in whole units of the currency"),
  value: grade,
  feasibility: grade,
  dataReadiness: grade,
  risk: grade,
  note: longText,
};

/** A task as a form or a machine gives it; what it leaves out is empty. */
export const OpportunityInputSchema = z.strictObject({
  ...fields,
  kind: fields.kind.default("forecast"),
  todayMethod: longText.default(""),
  hoursAYear: fields.hoursAYear.default(null),
  errorCostAYear: fields.errorCostAYear.default(null),
  value: grade.default(null),
  feasibility: grade.default(null),
  dataReadiness: grade.default(null),
  risk: grade.default(null),
  note: longText.default(""),
});

/** What changes; what is left out stays as it is. Choosing one lets go of the one that was chosen before. */
export const OpportunityPatchSchema = z
  .strictObject({ ...fields, isChosen: z.boolean({ error: "This is true or false." }) })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "There is nothing to change.");
export type OpportunityPatch = z.output<typeof OpportunityPatchSchema>;
