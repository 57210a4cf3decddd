import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { common, SeriesName, TimeText } from "./common.ts";

/** Targets of a period become not known; their rows and covariates stay. */
export const MaskStep = z.strictObject({
  ...common,
  kind: z.literal("mask"),
  from: TimeText,
  to: TimeText,
  /** Empty means all. */
  series: z.array(SeriesName).max(1000).default([]),
  reason: z.string().trim().max(200).refine(isPrintable, NOT_PRINTABLE).default(""),
});
