import { z } from "zod";
import { ColumnRef, common } from "./common.ts";

/**
 * What a gap becomes. A gap is a period between the first and the last value that its series knows, absent or not
 * known; what comes before a series began or after it ended is none. `zero`: 0. `forward`: the last value known before.
 * `interpolate`: on the straight line between the values known before and after. `seasonal`: the last value known at the
 * same place of the season before, else the first one after (the seasonal naive forecast); where no season knows it, it
 * stays. `leave`: stays not known, as a choice that is written down.
 */
export const FillStep = z.strictObject({
  ...common,
  kind: z.literal("fill"),
  column: ColumnRef,
  method: z.enum(["zero", "forward", "interpolate", "seasonal", "leave"]),
  /** Runs of more periods stay as they are; null fills runs of any length. */
  longest: z.int().min(1).max(100_000).nullable().default(null),
  /** Periods in which no series has a row (a closed day, say): no gaps, or gaps like others. */
  closed: z.enum(["leave", "fill"]).default("leave"),
  /** Where a series' last gap ends: at its last known value, or at the last one that any series knows. */
  until: z.enum(["own_end", "data_end"]).default("own_end"),
  /** For `seasonal`; null takes the usual one of the frequency. */
  season: z.int().min(2).max(100_000).nullable().default(null),
});
