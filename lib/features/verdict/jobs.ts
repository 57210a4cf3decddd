import { z } from "zod";
import { parseInput } from "#lib/platform/parse.ts";
import { computeVerdict } from "./compute.ts";

const VerdictJobSchema = z.object({ workspaceId: z.string(), projectId: z.string(), runId: z.string() });

/** Judges a run that has just succeeded. Idempotent: the queue may deliver it more than once. */
export async function handleVerdictJob(data: unknown): Promise<void> {
  await computeVerdict(parseInput(VerdictJobSchema, data));
}
