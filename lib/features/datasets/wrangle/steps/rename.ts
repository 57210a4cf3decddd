import { z } from "zod";
import { CovariateName, common, SeriesName } from "./common.ts";

export const RenameStep = z.strictObject({
  ...common,
  kind: z.literal("rename"),
  what: z.enum(["covariate", "series"]).default("covariate"),
  from: SeriesName,
  to: CovariateName,
});
