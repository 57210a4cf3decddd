import { z } from "zod";

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

const Part = z.object({ digest: Digest, rows: z.number(), sizeBytes: z.number() });

/** What a version consists of: the raw uploads as they came, and the Parquet parts made from them. */
export const ManifestSchema = z.object({
  raw: z.array(z.object({ digest: Digest, fileName: z.string(), sizeBytes: z.number() })).min(1),
  parts: z.array(Part).min(1),
  /** The rows as they were read, before the recipe's steps; empty where there were none and `parts` are these. */
  read: z.array(Part).default([]),
  /** Whether the times named an offset from UTC; null where it was not written down. */
  isZoned: z.boolean().nullable().default(null),
  /** Blob with the `SeriesSummary`, JSON. */
  summary: Digest,
});
export type Manifest = z.infer<typeof ManifestSchema>;
export type Part = Manifest["parts"][number];

/** The rows that steps start from. */
export const readParts = (manifest: Manifest): readonly Part[] =>
  manifest.read.length > 0 ? manifest.read : manifest.parts;
