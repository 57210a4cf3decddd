import type { Role } from "#lib/platform/prisma/enums.ts";

/** A signed-in person in one workspace, with the role that the database gave at this request. */
export interface Actor {
  userId: string;
  userName: string;
  workspaceId: string;
  workspaceSlug: string;
  role: Role;
}

/** The same person at one project of that workspace. Every project service takes this as its first argument. */
export interface ProjectActor extends Actor {
  projectId: string;
  projectSlug: string;
  projectName: string;
  currency: string;
}
