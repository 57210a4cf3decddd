import { cache } from "react";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { readSessionId } from "#lib/platform/session.ts";
import { assertMay } from "./authorise.ts";
import { isSlug } from "./projects.ts";
import type { Right } from "./rights.ts";
import type { Actor, ProjectActor } from "./scope.ts";
import { type CurrentUser, findSessionUser } from "./sessions.ts";

/** Who made this request, by the session row of this moment; null when nobody is signed in. */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const sessionId = await readSessionId();
  return sessionId ? findSessionUser(sessionId, new Date()) : null;
});

export async function requireUser(): Promise<CurrentUser> {
  const user = await currentUser();
  if (!user) throw new AppError("unauthenticated");
  return user;
}

// Layout and page of one request ask the same question; cached by its words within that request only.
const findActor = cache(async (workspace: string): Promise<Actor> => {
  const user = await requireUser();
  if (!isSlug(workspace)) throw new AppError("not_found");
  const member = await db().member.findFirst({
    where: { userId: user.userId, workspace: { slug: workspace } },
    select: { role: true, workspaceId: true },
  });
  if (!member) throw new AppError("not_found");
  return {
    userId: user.userId,
    userName: user.name,
    workspaceId: member.workspaceId,
    workspaceSlug: workspace,
    role: member.role,
  };
});

const findProjectActor = cache(async (workspace: string, project: string): Promise<ProjectActor> => {
  const actor = await findActor(workspace);
  if (!isSlug(project)) throw new AppError("not_found");
  const row = await db().project.findFirst({
    where: { workspaceId: actor.workspaceId, slug: project },
    select: { id: true, name: true, currency: true },
  });
  if (!row) throw new AppError("not_found");
  return {
    ...actor,
    projectId: row.id,
    projectSlug: project,
    projectName: row.name,
    currency: row.currency,
  };
});

/**
 * The signed-in person in a workspace, with the role that the database has now.
 * Throws `unauthenticated`, `not_found` (no such workspace, or not theirs) or `forbidden`.
 */
export async function requireWorkspace(params: { workspace: string }, right: Right = "read"): Promise<Actor> {
  const actor = await findActor(params?.workspace);
  assertMay(actor, right);
  return actor;
}

/** The same at one project of that workspace. For route handlers and server actions. */
export async function requireProject(
  params: { workspace: string; project: string },
  right: Right = "read",
): Promise<ProjectActor> {
  const actor = await findProjectActor(params?.workspace, params?.project);
  assertMay(actor, right);
  return actor;
}

/** `requireWorkspace` for pages: sends to the sign-in page, or shows "not found". */
export async function pageWorkspace(params: { workspace: string }, right: Right = "read"): Promise<Actor> {
  return orLeave(requireWorkspace(params, right), `/w/${params.workspace}`);
}

/** `requireProject` for pages: sends to the sign-in page, or shows "not found". */
export async function pageProject(
  params: { workspace: string; project: string },
  right: Right = "read",
): Promise<ProjectActor> {
  return orLeave(requireProject(params, right), `/w/${params.workspace}/p/${params.project}`);
}

/** `requireUser` for pages. */
export async function pageUser(path: string): Promise<CurrentUser> {
  return orLeave(requireUser(), path);
}

async function orLeave<T>(work: Promise<T>, path: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Loaded here only: workers import this feature too, and plain Node has no Next.
    const [{ notFound, redirect }, { headers }] = await Promise.all([
      import("next/navigation"),
      import("next/headers"),
    ]);
    if (error.code === "unauthenticated") {
      // The proxy hands the asked-for path over; a page that it does not cover falls back to its parent.
      const asked = (await headers()).get("x-forecanvas-path") ?? path;
      redirect(`/sign-in?callbackUrl=${encodeURIComponent(asked)}`);
    }
    if (error.code === "not_found" || error.code === "forbidden") notFound();
    throw error;
  }
}
