import { z } from "zod";

/** What a deletion says beside what it is about. */
export const DeletionQuery = z.strictObject({
  evenIfUsed: z
    .enum(["true", "false"])
    .default("false")
    .meta({ description: "Also where runs, claims or decisions rest on it." }),
  reason: z.string().max(300).default("").meta({ description: "Stands in the audit." }),
});

export const deletionOf = (query: z.output<typeof DeletionQuery>) => ({
  evenIfUsed: query.evenIfUsed === "true",
  reason: query.reason,
});
