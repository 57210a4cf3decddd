import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { comparePlaces, type Place, ranked } from "./rank.ts";
import { findOpportunities } from "./repository.ts";
import type { RankedOpportunity } from "./view.ts";

export const PlaceSchema = z.strictObject({
  score: z.number().nullable(),
  value: z.number().nullable(),
  name: z.string(),
});

/** The project's opportunities, the best first, those after a place only when one is given. There are at most 200. */
export async function listOpportunities(
  actor: ProjectActor,
  { after = null }: { after?: Place | null } = {},
): Promise<RankedOpportunity[]> {
  assertMay(actor, "read");
  const all = ranked(await findOpportunities(db(), actor));
  return after === null ? all : all.filter((task) => comparePlaces(after, task) < 0);
}

/** One of them with its rank among all. Throws `not_found` for an id of elsewhere. */
export async function getOpportunity(actor: ProjectActor, id: unknown): Promise<RankedOpportunity> {
  const known = idOf(id);
  const task = (await listOpportunities(actor)).find((one) => one.id === known);
  if (!task) throw nothingThere();
  return task;
}

/** What is no id names nothing. */
export function idOf(id: unknown): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw nothingThere();
  return parsed.data;
}

function nothingThere(): AppError {
  return new AppError("not_found", { detail: "There is no such opportunity in this project." });
}
