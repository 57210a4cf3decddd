import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";

const line = (most: number) =>
  z.string().trim().max(most, `at most ${most} characters`).refine(isPrintable, NOT_PRINTABLE).default("");

/** What nobody can measure of a dataset: who stands behind it, what they promise, and what its columns mean. */
export const TermsSchema = z.strictObject({
  owner: line(120),
  /** An address or a name of a channel. */
  contact: line(200),
  purpose: line(1000),
  limitations: line(1000),
  /** At most so many days after the end of a period its value is delivered. */
  delayDays: z.number().min(0, "0 or more days").max(3650, "at most 3,650 days").nullable().default(null),
  columns: z
    .array(z.strictObject({ name: z.string().min(1).max(200), meaning: line(300), unit: line(40) }))
    .max(500)
    .default([]),
});
export type Terms = z.infer<typeof TermsSchema>;

export const ContractExportSchema = z.strictObject({ format: z.enum(["md", "yaml", "json"]) });
export type ContractFormat = z.infer<typeof ContractExportSchema>["format"];
