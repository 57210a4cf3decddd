import { z } from "zod";
import { common } from "./common.ts";

/** Series with fewer known targets than `least` are left out. */
export const DropShortStep = z.strictObject({
  ...common,
  kind: z.literal("drop_short"),
  least: z.int().min(1).max(1_000_000),
});
