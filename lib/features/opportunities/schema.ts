import { z } from "zod";
import { PredictionKind, PredictionRole, RankBy } from "#lib/platform/prisma/enums.ts";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { WHEN_NOT_KEYS } from "./when-not.ts";

const LONGEST_NAME = 120;
const LONGEST_TEXT = 2_000;
const LONGEST_LABEL = 200;

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

const percent = z
  .number({ error: "Give a number." })
  .min(0, "This cannot be below 0 %.")
  .max(100, "This cannot be above 100 %.");

/** RICE's own steps: massive, high, medium, low, minimal. */
const RICE_IMPACTS = [0.25, 0.5, 1, 2, 3];

const iceGrade = z
  .int({ error: "Choose a whole number from 1 to 10." })
  .min(1, "Choose a number from 1 to 10.")
  .max(10, "Choose a number from 1 to 10.")
  .nullable();

const grade = z
  .int({ error: "Choose a whole number from 1 to 5." })
  .min(1, "Choose a number from 1 to 5.")
  .max(5, "Choose a number from 1 to 5.")
  .nullable();

/** Of five thousand people together. */
export const MOST_HOURS = 1e7;

const fields = {
  name,
  kind: z.enum(PredictionKind, { error: "Choose what kind of prediction it would take." }),
  todayMethod: longText,
  predictionRole: z.enum(PredictionRole, { error: "Choose what a prediction could do here." }).nullable(),
  hoursAYear: amount(MOST_HOURS, "hours of all people together"),
  minutesEach: amount(1e5, "in minutes each time"),
  timesAMonth: amount(1e6, "a month"),
  errorCostAYear: amount(1e12, "in whole units of the currency"),
  value: grade,
  feasibility: grade,
  dataReadiness: grade,
  risk: grade,
  timeSavedPercent: percent.nullable(),
  errorsAvoidedPercent: percent.nullable(),
  whenNot: z
    .array(z.enum(WHEN_NOT_KEYS, { error: "That is no answer of the list “when not to”." }))
    .max(50, "At most one of each.")
    .transform((keys) => WHEN_NOT_KEYS.filter((key) => keys.includes(key))),
  whenNotChecked: z.boolean({ error: "This is true or false." }),
  riceReach: amount(1e9, "people or cases a quarter"),
  riceImpact: z
    .number({ error: "Give a number." })
    .refine((value) => RICE_IMPACTS.includes(value), "One of 0.25, 0.5, 1, 2 and 3.")
    .nullable(),
  riceConfidencePercent: percent.nullable(),
  riceEffortMonths: z
    .number({ error: "Give a number." })
    .min(0.5, "At least half a person-month: RICE divides by it.")
    .max(10_000, "That is above 10,000: is it in person-months?")
    .nullable(),
  iceImpact: iceGrade,
  iceConfidence: iceGrade,
  iceEase: iceGrade,
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
  predictionRole: fields.predictionRole.default(null),
  minutesEach: fields.minutesEach.default(null),
  timesAMonth: fields.timesAMonth.default(null),
  timeSavedPercent: fields.timeSavedPercent.default(null),
  errorsAvoidedPercent: fields.errorsAvoidedPercent.default(null),
  whenNot: fields.whenNot.default([]),
  whenNotChecked: fields.whenNotChecked.default(false),
  riceReach: fields.riceReach.default(null),
  riceImpact: fields.riceImpact.default(null),
  riceConfidencePercent: fields.riceConfidencePercent.default(null),
  riceEffortMonths: fields.riceEffortMonths.default(null),
  iceImpact: iceGrade.default(null),
  iceConfidence: iceGrade.default(null),
  iceEase: iceGrade.default(null),
  note: longText.default(""),
});

/** What changes; what is left out stays as it is. Choosing one lets go of the one that was chosen before. */
export const OpportunityPatchSchema = z
  .strictObject({ ...fields, isChosen: z.boolean({ error: "This is true or false." }) })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "There is nothing to change.");
export type OpportunityPatch = z.output<typeof OpportunityPatchSchema>;

const label = z
  .string({ error: "This is a text." })
  .max(LONGEST_LABEL * 4, `At most ${LONGEST_LABEL} characters.`)
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z.string().max(LONGEST_LABEL, `At most ${LONGEST_LABEL} characters.`).refine(isPrintable, NOT_PRINTABLE),
  );
const taskId = z.uuid({ error: "Choose a task of this project." });

/** A link as a form or a machine draws it. */
export const LinkInputSchema = z.strictObject({ fromId: taskId, toId: taskId, label: label.default("") });

export const LinkPatchSchema = z
  .strictObject({ fromId: taskId, toId: taskId, label })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "There is nothing to change.");

export const RankBySchema = z.enum(RankBy, { error: "Choose value_feasibility, rice or ice." });

/** What holds for all tasks; what is left out stays as it is. */
export const TermsPatchSchema = z
  .strictObject({
    rankBy: RankBySchema,
    hourlyCost: amount(1e5, "of one hour of work"),
    timeSavedReplacePercent: percent,
    timeSavedHelpPercent: percent,
    errorsAvoidedPercent: percent,
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "There is nothing to change.");
