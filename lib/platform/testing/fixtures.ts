import { randomBytes } from "node:crypto";
import type { ProjectActor } from "#lib/features/workspaces/scope.ts";
import { db } from "../db.ts";
import type { Role } from "../prisma/enums.ts";

const ROLES = ["owner", "product_owner", "data_scientist", "stakeholder"] as const satisfies readonly Role[];

export type TestProject = Record<Role, ProjectActor> & { workspaceId: string; projectId: string };

/** A workspace with one project and one member of each role. Call it twice to have a foreign tenant. */
export async function createTestProject(options: { currency?: string } = {}): Promise<TestProject> {
  const tag = randomBytes(4).toString("hex");
  const currency = options.currency ?? "EUR";
  const workspace = await db().workspace.create({ data: { slug: `ws-${tag}`, name: `Workspace ${tag}` } });
  const project = await db().project.create({
    data: { workspaceId: workspace.id, slug: `project-${tag}`, name: `Project ${tag}`, currency },
  });
  const actors = await Promise.all(
    ROLES.map(async (role) => {
      const user = await db().user.create({
        data: { email: `${role}-${tag}@test.local`, name: `${role} ${tag}`, passwordHash: "no sign-in" },
      });
      await db().member.create({ data: { workspaceId: workspace.id, userId: user.id, role } });
      const actor: ProjectActor = {
        userId: user.id,
        userName: user.name,
        workspaceId: workspace.id,
        workspaceSlug: workspace.slug,
        role,
        projectId: project.id,
        projectSlug: project.slug,
        projectName: project.name,
        currency,
      };
      return [role, actor] as const;
    }),
  );
  return {
    ...(Object.fromEntries(actors) as Record<Role, ProjectActor>),
    workspaceId: workspace.id,
    projectId: project.id,
  };
}
