import type { Sender } from "#lib/jobs/boss.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import { isForBrowser } from "../graph.ts";
import { TaskInputSchema } from "../schema.ts";
import { endBadly } from "./end.ts";
import { lockRun } from "./lease.ts";

/**
 * Puts tasks whose worker fell silent back into the queue. Every worker does this every few seconds; the run's lock and
 * the attempt make sure that one of them does it. The database's clock decides, not the workers'. Answers how many.
 */
export async function sweepLapsedLeases(jobs: Sender): Promise<number> {
  const lapsed = await db().$queryRaw<
    { id: string; runId: string; workspaceId: string; key: string; input: unknown; attempt: number }[]
  >(Prisma.sql`
    SELECT id, "runId", "workspaceId", key, input, attempt FROM "RunTask"
    WHERE status = 'running' AND "leaseUntil" < now() ORDER BY "leaseUntil" LIMIT 100`);
  let count = 0;
  for (const row of lapsed) {
    const swept = await transaction(async (tx) => {
      const run = await lockRun(tx, row.runId);
      if (run?.status !== "running") return false;
      // The worker may have come back while this waited for the lock.
      const still = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
        SELECT id FROM "RunTask" WHERE id = ${row.id} AND attempt = ${row.attempt} AND "leaseUntil" < now()`);
      if (still.length === 0) return false;
      const task = { ...row, projectId: run.projectId, input: TaskInputSchema.parse(row.input) };
      const who = isForBrowser(run.place, task.input) ? "browser" : "worker";
      const words = `The ${who} on “${row.key}” stopped answering.`;
      return endBadly(tx, run, task, { words, permanent: false }, jobs);
    });
    if (swept) count += 1;
  }
  return count;
}
