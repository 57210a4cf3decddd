import { z } from "zod";
import { MODEL_KEYS } from "#lib/forecast/types.ts";
import { putBlob, readBlobBytes } from "#lib/platform/blobs/index.ts";
import { type Db, db } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import type { EncodedForecast } from "../codec.ts";
import type { StoredArtifact } from "./end.ts";

const MetaSchema = z.object({
  model: z.enum(MODEL_KEYS),
  fold: z.int(),
  cutoffIndex: z.int(),
  horizonSteps: z.int(),
  notes: z.array(z.string()),
});

/** Bytes first, the row that names them later, with the task's result: what no row names is swept some day. */
export async function storeArtifact(options: {
  workspaceId: string;
  kind: StoredArtifact["kind"];
  bytes: Uint8Array;
  detail?: Prisma.InputJsonObject;
}): Promise<StoredArtifact> {
  const { digest, sizeBytes } = await putBlob({
    workspaceId: options.workspaceId,
    chunks: [options.bytes],
  });
  return { kind: options.kind, digest, sizeBytes, detail: options.detail ?? {} };
}

export function storeForecast(workspaceId: string, forecast: EncodedForecast): Promise<StoredArtifact> {
  return storeArtifact({
    workspaceId,
    kind: "forecast",
    bytes: forecast.bytes,
    detail: { ...forecast.meta },
  });
}

/** The stored forecasts of the tasks named, in the order of their names. */
export async function readForecasts(
  owner: { runId: string; workspaceId: string },
  taskKeys: readonly string[],
  client: Db = db(),
): Promise<EncodedForecast[]> {
  const { runId, workspaceId } = owner;
  const rows = await client.artifact.findMany({
    where: { runId, workspaceId, kind: "forecast", taskKey: { in: [...taskKeys] } },
  });
  const byKey = new Map(rows.map((row) => [row.taskKey, row]));
  const missing = taskKeys.filter((key) => !byKey.has(key));
  if (missing.length > 0) throw new Error(`Forecasts are missing: ${missing.join(", ")}`);
  return Promise.all(
    taskKeys.map(async (key) => {
      const row = byKey.get(key);
      if (!row) throw new Error(`Forecast ${key} is missing.`);
      return {
        meta: MetaSchema.parse(row.detail),
        bytes: await readBlobBytes({ workspaceId, digest: row.digest }),
      };
    }),
  );
}
