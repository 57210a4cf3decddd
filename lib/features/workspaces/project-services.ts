import { z } from "zod";
import { recordAudit } from "#lib/features/audit/server.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { assertMay } from "./authorise.ts";
import { ProjectChangesSchema, ProjectInputSchema, slugFrom } from "./projects.ts";
import { insertProject } from "./repository.ts";
import type { Actor, ProjectActor } from "./scope.ts";

export interface WorkspaceRow {
  slug: string;
  name: string;
  role: Role;
  projects: number;
}

/** The workspaces that a person is a member of, oldest first. */
export async function listWorkspaces(user: { userId: string }): Promise<WorkspaceRow[]> {
  const rows = await db().member.findMany({
    where: { userId: user.userId },
    select: {
      role: true,
      workspace: { select: { slug: true, name: true, _count: { select: { projects: true } } } },
    },
    orderBy: [{ createdAt: "asc" }, { workspaceId: "asc" }],
  });
  return rows.map(({ role, workspace }) => ({
    slug: workspace.slug,
    name: workspace.name,
    role,
    projects: workspace._count.projects,
  }));
}

export async function getWorkspace(actor: Actor): Promise<{ slug: string; name: string }> {
  assertMay(actor, "read");
  const row = await db().workspace.findUnique({
    where: { id: actor.workspaceId },
    select: { slug: true, name: true },
  });
  if (!row) throw new AppError("not_found");
  return row;
}

export interface ProjectRow {
  id: string;
  slug: string;
  name: string;
  summary: string;
  currency: string;
  createdAt: number;
}

const PROJECT_SELECT = {
  id: true,
  slug: true,
  name: true,
  summary: true,
  currency: true,
  createdAt: true,
} as const;

/** A workspace's projects, newest first. */
export async function listProjects(actor: Actor): Promise<ProjectRow[]> {
  assertMay(actor, "read");
  const rows = await db().project.findMany({
    where: { workspaceId: actor.workspaceId },
    select: PROJECT_SELECT,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.getTime() }));
}

/** Where a page of projects ended: the order is by creation, newest first. */
export const ProjectKeySchema = z.strictObject({ createdAt: z.int().min(0).max(8.64e15), id: z.uuid() });

/** Up to `take` of the same, those after `after`; what is made meanwhile moves none of them. */
export async function listProjectsPage(
  actor: Actor,
  { take, after }: { take: number; after: z.output<typeof ProjectKeySchema> | null },
): Promise<ProjectRow[]> {
  assertMay(actor, "read");
  const createdAt = new Date(after?.createdAt ?? 0);
  const rows = await db().project.findMany({
    where: {
      workspaceId: actor.workspaceId,
      ...(after && { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: after.id } }] }),
    },
    select: PROJECT_SELECT,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
  });
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.getTime() }));
}

export async function getProject(actor: ProjectActor): Promise<ProjectRow> {
  assertMay(actor, "read");
  const row = await db().project.findFirst({
    where: { id: actor.projectId, workspaceId: actor.workspaceId },
    select: PROJECT_SELECT,
  });
  if (!row) throw new AppError("not_found");
  return { ...row, createdAt: row.createdAt.getTime() };
}

export async function createProject(actor: Actor, input: unknown): Promise<ProjectRow> {
  const project = parseInput(ProjectInputSchema, input);
  assertMay(actor, "edit_plan");
  return transaction(async (tx) => {
    const slug = slugFrom(project.name, "project");
    const row = await insertProject(tx, { ...project, slug, workspaceId: actor.workspaceId });
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: row.id,
      actorId: actor.userId,
      action: "project.created",
      ref: row.id,
      detail: { name: project.name },
    });
    return { ...project, id: row.id, slug: row.slug, createdAt: row.createdAt.getTime() };
  });
}

/** Changes name, summary and currency; the address stays, so that links hold. */
export async function updateProject(actor: ProjectActor, input: unknown): Promise<void> {
  await writeProject(actor, parseInput(ProjectInputSchema, input));
}

/** The same of what is given: two who change different fields at the same moment keep both. */
export async function changeProject(actor: ProjectActor, input: unknown): Promise<void> {
  const { name, summary, currency } = parseInput(ProjectChangesSchema, input);
  await writeProject(actor, {
    ...(name !== undefined && { name }),
    ...(summary !== undefined && { summary }),
    ...(currency !== undefined && { currency }),
  });
}

async function writeProject(
  actor: ProjectActor,
  data: Partial<z.output<typeof ProjectInputSchema>>,
): Promise<void> {
  assertMay(actor, "edit_plan");
  await transaction(async (tx) => {
    const [after] = await tx.project.updateManyAndReturn({
      where: { id: actor.projectId, workspaceId: actor.workspaceId },
      data,
      select: { name: true, summary: true, currency: true },
    });
    if (!after) throw new AppError("not_found");
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      actorId: actor.userId,
      action: "project.updated",
      ref: actor.projectId,
      detail: after,
    });
  });
}
