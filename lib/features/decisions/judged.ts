import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import type { VerdictKind } from "#lib/platform/prisma/enums.ts";
import { type VerdictDetail, VerdictDetailSchema } from "../verdict/detail.ts";

export interface CurrentVerdict {
  id: string;
  kind: VerdictKind;
  sentence: string;
  computedAt: Date;
  detail: VerdictDetail;
}

/** The newest verdict on a run; null when it was not judged, for want of unit costs say. */
export async function findCurrentVerdict(
  actor: ProjectActor,
  runNumber: number,
): Promise<CurrentVerdict | null> {
  const row = await db().verdict.findFirst({
    where: { workspaceId: actor.workspaceId, projectId: actor.projectId, run: { number: runNumber } },
    select: { id: true, kind: true, sentence: true, computedAt: true, detail: true },
    orderBy: [{ computedAt: "desc" }, { id: "desc" }],
  });
  return row ? { ...row, detail: VerdictDetailSchema.parse(row.detail) } : null;
}
