import { z } from "zod";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { sender } from "#lib/jobs/boss.ts";
import { transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { getRunRow } from "./repository.ts";
import { createRun, lockProject } from "./request.ts";
import { RunPlanSchema, StoredSpecSchema } from "./schema.ts";

const ReplaySchema = z.strictObject({ number: z.int() });

/**
 * Repeats on the server what browsers trained: the same data, spec and seed. Once it succeeds, a job compares the two
 * runs' numbers. Asked again, or many times at once, it answers the replay that there is, unless that failed or was
 * cancelled.
 * @throws AppError `conflict` for a run that was not trained in a browser or has not succeeded.
 */
export async function replayOnServer(
  actor: ProjectActor,
  input: z.input<typeof ReplaySchema>,
): Promise<{ id: string; number: number }> {
  const { number } = parseInput(ReplaySchema, input);
  assertMay(actor, "edit_data_and_runs");
  const jobs = await sender();
  return transaction(
    async (tx) => {
      await lockProject(tx, actor.projectId);
      const original = await getRunRow(tx, actor, number, {
        id: true,
        status: true,
        place: true,
        spec: true,
        plan: true,
        seed: true,
        question: true,
        datasetVersionId: true,
        replays: {
          where: { status: { in: ["queued", "running", "succeeded"] } },
          orderBy: { number: "asc" },
          take: 1,
          select: { id: true, number: true },
        },
      });
      if (original.place !== "browser") {
        throw new AppError("conflict", {
          detail: `Run ${number} was trained on the server. Only what a browser trained is repeated here.`,
        });
      }
      if (original.status !== "succeeded") {
        throw new AppError("conflict", {
          detail: `Run ${number} has not succeeded, so there is nothing to compare with. Replay it once it has.`,
        });
      }
      const [earlier] = original.replays;
      if (earlier) return earlier;
      const { seriesCount } = RunPlanSchema.parse(original.plan);
      const run = {
        versionId: original.datasetVersionId,
        spec: StoredSpecSchema.parse(original.spec),
        place: "server" as const,
        question: original.question,
        seed: original.seed,
        clientKey: null,
        replayOfId: original.id,
      };
      return createRun(tx, { actor, run, seriesCount, jobs });
    },
    { timeoutMs: 30_000 },
  );
}
