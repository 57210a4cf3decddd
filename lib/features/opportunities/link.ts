import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay, lockProject } from "#lib/features/workspaces/server.ts";
import { db, type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { chainBetween } from "./layout.ts";
import { deleteLinkRow, findLinks, getLinkRow, insertLink, updateLink } from "./link-repository.ts";
import { record } from "./record.ts";
import { findOpportunities } from "./repository.ts";
import { LinkInputSchema, LinkPatchSchema } from "./schema.ts";
import type { Opportunity, ProcessLinkView } from "./view.ts";

/** Three a task; past this nobody sees a process in it. */
export const MOST_LINKS = 600;

export interface Drawn {
  id: string;
  /** Names of the tasks of the loop that it closes, the first again at the end; null where it closes none. */
  loop: string[] | null;
}

/**
 * Draws a link from one task to another. A loop is allowed: what was ordered is what is observed; the answer names it.
 * Throws `invalid_input` for a link of a task to itself, `not_found` for a task of elsewhere, `conflict` for a link that
 * is there.
 */
export async function createLink(actor: ProjectActor, input: unknown): Promise<Drawn> {
  const wish = parseInput(LinkInputSchema, input);
  assertMay(actor, "edit_plan");
  return transaction(async (tx) => {
    await lockProject(tx, actor);
    const { links, tasks } = await load(tx, actor);
    assertFits(wish, { links, tasks });
    if (links.length >= MOST_LINKS) {
      throw new AppError("conflict", {
        detail: `There are ${MOST_LINKS} links already, which is as many as a process takes. Delete one first.`,
      });
    }
    const { id } = await insertLink(tx, actor, wish);
    await record(tx, actor, { action: "process.linked", id, detail: namesOf(wish, tasks) });
    return { id, loop: loopOf(wish, { links, tasks }) };
  });
}

/** Leads a link elsewhere or changes its words. Throws as `createLink`. */
export async function changeLink(actor: ProjectActor, id: unknown, input: unknown): Promise<Drawn> {
  const patch = parseInput(LinkPatchSchema, input);
  assertMay(actor, "edit_plan");
  const linkId = idOfLink(id);
  return transaction(async (tx) => {
    await lockProject(tx, actor);
    const before = await getLinkRow(tx, actor, linkId);
    const { links, tasks } = await load(tx, actor);
    const after = {
      fromId: patch.fromId ?? before.fromId,
      toId: patch.toId ?? before.toId,
      label: patch.label ?? before.label,
    };
    const others = links.filter((link) => link.id !== linkId);
    assertFits(after, { links: others, tasks });
    await updateLink(tx, actor, { id: linkId, ...after });
    await record(tx, actor, { action: "process.link_changed", id: linkId, detail: namesOf(after, tasks) });
    return { id: linkId, loop: loopOf(after, { links: others, tasks }) };
  });
}

/** Throws `not_found` for an id of elsewhere, and for one that is gone already. */
export async function deleteLink(actor: ProjectActor, id: unknown): Promise<void> {
  assertMay(actor, "edit_plan");
  const linkId = idOfLink(id);
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    const link = await getLinkRow(tx, actor, linkId);
    const { tasks } = await load(tx, actor);
    await deleteLinkRow(tx, actor, linkId);
    await record(tx, actor, { action: "process.unlinked", id: linkId, detail: namesOf(link, tasks) });
  });
}

/** One link as it was drawn. Throws `not_found`. */
export async function getLink(actor: ProjectActor, id: unknown): Promise<ProcessLinkView> {
  assertMay(actor, "read");
  return getLinkRow(db(), actor, idOfLink(id));
}

type Ends = Pick<ProcessLinkView, "fromId" | "toId">;
type Graph = { links: readonly ProcessLinkView[]; tasks: readonly Opportunity[] };

async function load(tx: Tx, actor: ProjectActor) {
  const tasks = await findOpportunities(tx, actor);
  return { tasks, links: await findLinks(tx, actor) };
}

function assertFits({ fromId, toId }: Ends, { links, tasks }: Graph): void {
  const known = new Set(tasks.map((task) => task.id));
  if (!known.has(fromId) || !known.has(toId)) {
    throw new AppError("not_found", { detail: "There is no such opportunity in this project." });
  }
  if (fromId === toId) {
    const message = "A task hands nothing to itself. Choose another task.";
    throw new AppError("invalid_input", { detail: message, fields: { toId: message } });
  }
  if (links.some((link) => link.fromId === fromId && link.toId === toId)) {
    const message = "These two are linked in this direction already. Nothing was stored.";
    throw new AppError("conflict", { detail: message, fields: { toId: message } });
  }
}

function namesOf(ends: Ends, tasks: Graph["tasks"]): { from: string; to: string } {
  const name = (id: string) => tasks.find((task) => task.id === id)?.name ?? "";
  return { from: name(ends.fromId), to: name(ends.toId) };
}

function loopOf({ fromId, toId }: Ends, { links, tasks }: Graph): string[] | null {
  const way = chainBetween(links, toId, fromId);
  if (!way) return null;
  return [...way, toId].map((id) => tasks.find((task) => task.id === id)?.name ?? "");
}

function idOfLink(id: unknown): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) {
    throw new AppError("not_found", { detail: "There is no such link in this project." });
  }
  return parsed.data;
}
