import { z } from "zod";
import { TEMPLATE_CHOICES } from "#lib/features/canvas/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay, lockProject } from "#lib/features/workspaces/server.ts";
import { transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { MOST_TASKS } from "./change.ts";
import { MOST_LINKS } from "./link.ts";
import { findLinks, insertLink } from "./link-repository.ts";
import { record } from "./record.ts";
import { findOpportunities, insertOpportunity } from "./repository.ts";
import { STARTER_KEYS, STARTERS } from "./starters/index.ts";

export const StartSchema = z.strictObject({
  key: z.enum(STARTER_KEYS, { error: `There is no such process. There are: ${STARTER_KEYS.join(", ")}.` }),
});

export interface Started {
  /** Names of the tasks that were added, and of those that were there already and stay as they are. */
  added: string[];
  kept: string[];
  links: number;
}

/** What a page offers to start from: the process of each template of the canvas. */
export const STARTER_CHOICES = STARTERS.map(({ key, tasks }) => {
  const { name, summary } = TEMPLATE_CHOICES.find((template) => template.key === key) ?? {
    name: key,
    summary: "",
  };
  return { key, name, summary, tasks: tasks.map((task) => task.name) };
});

/**
 * Adds the tasks and links of a common process. A task whose name is taken stays as it is and is linked; doing it again
 * adds nothing. Throws `conflict` when the list would be too long; nothing is stored then.
 */
export async function startProcess(actor: ProjectActor, input: unknown): Promise<Started> {
  const { key } = parseInput(StartSchema, input);
  assertMay(actor, "edit_plan");
  const starter = STARTERS.find((one) => one.key === key);
  if (!starter) throw new RangeError(`There is no process ${key}.`);
  const { workspaceId, projectId, userId } = actor;
  return transaction(async (tx) => {
    await lockProject(tx, actor);
    const before = await findOpportunities(tx, actor);
    const links = await findLinks(tx, actor);
    const ids = new Map(before.map((task) => [task.name, task.id]));
    const missing = starter.tasks.filter((task) => !ids.has(task.name));
    if (before.length + missing.length > MOST_TASKS || links.length + starter.links.length > MOST_LINKS) {
      throw new AppError("conflict", {
        detail: `A project takes at most ${MOST_TASKS} opportunities and ${MOST_LINKS} links. Nothing was stored.`,
      });
    }
    for (const { whenNot = [], ...task } of missing) {
      const { id } = await insertOpportunity(tx, {
        ...task,
        whenNot: [...whenNot],
        workspaceId,
        projectId,
        createdById: userId,
      });
      ids.set(task.name, id);
    }
    let drawn = 0;
    for (const [from, to, label] of starter.links) {
      const fromId = ids.get(from);
      const toId = ids.get(to);
      if (!fromId || !toId) throw new RangeError(`A link of ${key} leads nowhere.`);
      if (links.some((link) => link.fromId === fromId && link.toId === toId)) continue;
      await insertLink(tx, actor, { fromId, toId, label });
      drawn += 1;
    }
    const kept = starter.tasks.filter((task) => !missing.includes(task)).map((task) => task.name);
    if (missing.length > 0 || drawn > 0) {
      await record(tx, actor, {
        action: "process.started",
        id: projectId,
        detail: { name: key, tasks: missing.length, links: drawn },
      });
    }
    return { added: missing.map((task) => task.name), kept, links: drawn };
  });
}
