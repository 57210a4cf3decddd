import { recordAudit } from "#lib/features/audit/server.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { assertMay } from "./authorise.ts";
import { ProjectInputSchema, slugFrom } from "./projects.ts";
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
  slug: string;
  name: string;
  summary: string;
  currency: string;
  createdAt: number;
}

/** A workspace's projects, newest first. */
export async function listProjects(actor: Actor): Promise<ProjectRow[]> {
  assertMay(actor, "read");
  const rows = await db().project.findMany({
    where: { workspaceId: actor.workspaceId },
    select: { slug: true, name: true, summary: true, currency: true, createdAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.getTime() }));
}

export async function getProject(actor: ProjectActor): Promise<ProjectRow> {
  assertMay(actor, "read");
  const row = await db().project.findFirst({
    where: { id: actor.projectId, workspaceId: actor.workspaceId },
    select: { slug: true, name: true, summary: true, currency: true, createdAt: true },
  });
  if (!row) throw new AppError("not_found");
  return { ...row, createdAt: row.createdAt.getTime() };
}

export async function createProject(actor: Actor, input: unknown): Promise<{ slug: string }> {
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
    return { slug: row.slug };
  });
}

/** Changes name, summary and currency; the address stays, so that links hold. */
export async function updateProject(actor: ProjectActor, input: unknown): Promise<void> {
  const project = parseInput(ProjectInputSchema, input);
  assertMay(actor, "edit_plan");
  await transaction(async (tx) => {
    const { count } = await tx.project.updateMany({
      where: { id: actor.projectId, workspaceId: actor.workspaceId },
      data: project,
    });
    if (count === 0) throw new AppError("not_found");
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      actorId: actor.userId,
      action: "project.updated",
      ref: actor.projectId,
      detail: project,
    });
  });
}
