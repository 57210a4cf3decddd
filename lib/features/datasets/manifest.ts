import { z } from "zod";

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What a version consists of: the raw uploads as they came, and the Parquet parts made from them. */
export const ManifestSchema = z.object({
  raw: z.array(z.object({ digest: Digest, fileName: z.string(), sizeBytes: z.number() })).min(1),
  parts: z.array(z.object({ digest: Digest, rows: z.number(), sizeBytes: z.number() })).min(1),
  /** Blob with the `SeriesSummary`, JSON. */
  summary: Digest,
});
export type Manifest = z.infer<typeof ManifestSchema>;
