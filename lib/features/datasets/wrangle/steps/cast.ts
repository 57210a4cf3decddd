import { z } from "zod";
import { ColumnRef, common } from "./common.ts";

export const CastStep = z.strictObject({
  ...common,
  kind: z.literal("cast"),
  column: ColumnRef,
  to: z.enum(["number", "category", "whole"]),
  /** A text that is no number. */
  otherwise: z.enum(["refuse", "missing"]).default("refuse"),
  /** For `whole`: what becomes of a fraction; halves go away from zero. */
  rounding: z.enum(["refuse", "nearest", "down", "up"]).default("refuse"),
});
