import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay, lockProject } from "#lib/features/workspaces/server.ts";
import { type Db, type Tx, transaction } from "#lib/platform/db.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { COMMON_ASSUMPTIONS } from "./benefit.ts";
import { record } from "./record.ts";
import { TermsPatchSchema } from "./schema.ts";
import type { ProcessTermsView } from "./view.ts";

const COLUMNS = {
  rankBy: true,
  hourlyCost: true,
  timeSavedReplacePercent: true,
  timeSavedHelpPercent: true,
  errorsAvoidedPercent: true,
} as const;

/** As somebody saved them, else as is common. */
export async function findTerms(
  db: Db | Tx,
  { workspaceId, projectId }: { workspaceId: string; projectId: string },
): Promise<ProcessTermsView> {
  const row = await db.processTerms.findFirst({ where: { workspaceId, projectId }, select: COLUMNS });
  return row ?? { rankBy: "value_feasibility", ...COMMON_ASSUMPTIONS };
}

/** Changes what is given: the order of the list, what an hour costs, what is assumed to be saved. */
export async function changeTerms(actor: ProjectActor, input: unknown): Promise<void> {
  const patch = parseInput(TermsPatchSchema, input);
  assertMay(actor, "edit_plan");
  const { workspaceId, projectId } = actor;
  const data = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    await tx.processTerms.upsert({
      where: { projectId, workspaceId },
      create: { projectId, workspaceId, ...data },
      update: { ...data, updatedAt: new Date() },
    });
    await record(tx, actor, { action: "process.terms_changed", id: projectId, detail: data });
  });
}
