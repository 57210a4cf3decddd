import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";

const IdSchema = z.uuid();

/** The run that an address names by its id or by its number. @throws AppError `not_found`, also for a foreign one. */
export async function findRunAt(
  actor: ProjectActor,
  address: string,
): Promise<{ id: string; number: number }> {
  const { workspaceId, projectId } = actor;
  const isNumber = /^[1-9]\d{0,8}$/.test(address);
  const where = isNumber ? { number: Number(address) } : { id: address };
  const run =
    isNumber || IdSchema.safeParse(address).success
      ? await db().run.findFirst({
          where: { ...where, workspaceId, projectId },
          select: { id: true, number: true },
        })
      : null;
  if (!run) {
    throw new AppError("not_found", { detail: "There is no run of this id or number in this project." });
  }
  return run;
}
