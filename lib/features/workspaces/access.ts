import { cache } from "react";
import { AppError } from "#lib/platform/errors.ts";
import { readSessionId } from "#lib/platform/session.ts";
import { type AccessRow, findAccess } from "./access-row.ts";
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
const accessOf = cache(async (workspace: string, project: string): Promise<AccessRow> => {
  const sessionId = await readSessionId();
  const named = (slug: string) => (isSlug(slug) ? slug : "");
  const asked = { workspace: named(workspace), project: named(project) };
  const row = sessionId ? await findAccess(sessionId, asked, new Date()) : null;
  if (!row) throw new AppError("unauthenticated");
  return row;
});

function actorIn({ user, member }: AccessRow, workspace: string): Actor {
  if (!member) throw new AppError("not_found");
  return {
    userId: user.userId,
    userName: user.name,
    workspaceId: member.workspaceId,
    workspaceSlug: workspace,
    role: member.role,
  };
}

const findActor = cache(
  async (workspace: string): Promise<Actor> => actorIn(await accessOf(workspace, ""), workspace),
);

const findProjectActor = cache(async (workspace: string, project: string): Promise<ProjectActor> => {
  const row = await accessOf(workspace, project);
  const actor = actorIn(row, workspace);
  if (!row.project) throw new AppError("not_found");
  return {
    ...actor,
    projectId: row.project.id,
    projectSlug: project,
    projectName: row.project.name,
    currency: row.project.currency,
  };
});

/** The name of the actor's workspace, from what let them in: a page asks the database no second time. */
export async function workspaceName(actor: Actor): Promise<string> {
  return (await accessOf(actor.workspaceSlug, "")).member?.workspaceName ?? "";
}

/** The same of a project, with the number of its last event at that moment. */
export async function projectFacts(
  actor: ProjectActor,
): Promise<{ workspaceName: string; name: string; summary: string; eventSeq: bigint }> {
  const { member, project } = await accessOf(actor.workspaceSlug, actor.projectSlug);
  if (!member || project?.id !== actor.projectId) throw new AppError("not_found");
  const { name, summary, eventSeq } = project;
  return { workspaceName: member.workspaceName, name, summary, eventSeq };
}

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
