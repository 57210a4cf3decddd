import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { RankBy } from "#lib/platform/prisma/enums.ts";
import { benefitOf } from "./benefit.ts";
import { findLinks } from "./link-repository.ts";
import { besideOf, type Measurement } from "./measured.ts";
import { comparePlaces, type Place, ranked } from "./rank.ts";
import { findOpportunities } from "./repository.ts";
import { findTerms } from "./terms.ts";
import type { ProcessLinkView, ProcessTermsView, RankedOpportunity } from "./view.ts";

export const PlaceSchema = z.strictObject({
  score: z.number().nullable(),
  value: z.number().nullable(),
  name: z.string(),
});

interface ListOptions {
  after?: Place | null;
  /** As the project has it unless given. */
  rankBy?: RankBy | undefined;
  /** Asked only when a task is chosen: what its run measured. */
  measurement?: () => Promise<Measurement | null>;
}

/** The project's opportunities, the best first, those after a place only when one is given. There are at most 200. */
export async function listOpportunities(
  actor: ProjectActor,
  options: ListOptions = {},
): Promise<RankedOpportunity[]> {
  return (await getProcess(actor, options)).tasks;
}

export interface Process {
  tasks: RankedOpportunity[];
  links: ProcessLinkView[];
  /** With the order that was asked for. */
  terms: ProcessTermsView;
}

/** The tasks in their order, the links as they were drawn, and what all figures assume. */
export async function getProcess(
  actor: ProjectActor,
  { after = null, rankBy, measurement = async () => null }: ListOptions = {},
): Promise<Process> {
  assertMay(actor, "read");
  const [found, links, saved] = await Promise.all([
    findOpportunities(db(), actor),
    findLinks(db(), actor),
    findTerms(db(), actor),
  ]);
  const terms = rankBy === undefined ? saved : { ...saved, rankBy };
  const measured = found.some((task) => task.isChosen) ? await measurement() : null;
  const all = ranked(found, terms.rankBy).map((task) => {
    const benefit = benefitOf(task, terms, actor.currency);
    const beside = task.isChosen ? besideOf({ ...task, benefit }, measured, terms.rankBy) : null;
    return { ...task, benefit, beside };
  });
  const tasks = after === null ? all : all.filter((task) => comparePlaces(after, task) < 0);
  return { tasks, links, terms };
}

/** One of them with its rank among all. Throws `not_found` for an id of elsewhere. */
export async function getOpportunity(
  actor: ProjectActor,
  id: unknown,
  options: Omit<ListOptions, "after"> = {},
): Promise<RankedOpportunity> {
  const known = idOf(id);
  const task = (await listOpportunities(actor, options)).find((one) => one.id === known);
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
