import { z } from "zod";

/** How long versions of a dataset are kept; both null keeps all. */
export const KeepSchema = z.strictObject({
  keepVersions: z.int().min(1, "keep at least 1").max(1000).nullable(),
  keepDays: z.int().min(1, "keep at least 1 day").max(36_500).nullable(),
});
export type Keep = z.infer<typeof KeepSchema>;

const reason = z.string().trim().max(300, "at most 300 characters").default("");

export const DeleteVersionSchema = z.strictObject({
  versionId: z.uuid(),
  /** An owner says so where runs, claims or decisions rest on the version. */
  evenIfUsed: z.boolean().default(false),
  reason,
});

export const DeleteDatasetSchema = z.strictObject({
  datasetId: z.uuid(),
  evenIfUsed: z.boolean().default(false),
  reason,
});
