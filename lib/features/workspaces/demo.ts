import { recordAudit } from "#lib/features/audit/server.ts";
import { transaction } from "#lib/platform/db.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, isDemoAddress } from "./demo-accounts.ts";
import { hashPassword } from "./password.ts";
import type { ProjectActor } from "./scope.ts";

const WORKSPACE = { slug: "demo", name: "Demo" };
const PROJECT = {
  slug: "pasta",
  name: "Pasta demand",
  summary: "How many units of each of 118 pasta items to order, daily, 28 days ahead.",
  currency: "EUR",
};

/** The demo's workspace, its four people and its project, made where they are missing; what is there stays as it is. */
export async function ensureDemoPeople(): Promise<Record<Role, ProjectActor>> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return transaction(async (tx) => {
    await tx.workspace.createMany({ data: [WORKSPACE], skipDuplicates: true });
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { slug: WORKSPACE.slug } });
    const made = await tx.project.createMany({
      data: [{ ...PROJECT, workspaceId: workspace.id }],
      skipDuplicates: true,
    });
    const project = await tx.project.findUniqueOrThrow({
      where: { workspaceId_slug: { workspaceId: workspace.id, slug: PROJECT.slug } },
    });
    const entries: [Role, ProjectActor][] = [];
    for (const { email, name, role } of DEMO_ACCOUNTS) {
      await tx.user.createMany({ data: [{ email, name, passwordHash }], skipDuplicates: true });
      const user = await tx.user.findUniqueOrThrow({ where: { email } });
      await tx.member.createMany({
        data: [{ workspaceId: workspace.id, userId: user.id, role }],
        skipDuplicates: true,
      });
      entries.push([
        role,
        {
          userId: user.id,
          userName: user.name,
          workspaceId: workspace.id,
          workspaceSlug: workspace.slug,
          role,
          projectId: project.id,
          projectSlug: project.slug,
          projectName: project.name,
          currency: project.currency,
        },
      ]);
    }
    if (made.count > 0) {
      const owner = entries.find(([role]) => role === "owner")?.[1];
      await recordAudit(tx, {
        workspaceId: workspace.id,
        projectId: project.id,
        actorId: owner?.userId ?? null,
        action: "project.created",
        ref: project.id,
        detail: { name: project.name, demo: true },
      });
    }
    return Object.fromEntries(entries) as Record<Role, ProjectActor>;
  });
}

/** Whether this site offers the demo's accounts, as `npm start` decides it. */
export function isDemo(): boolean {
  return process.env.DEMO === "1";
}

/** A database may keep the demo's people from a time when only its own machine could reach it: their password is known. */
export function isShutOut(email: string): boolean {
  return isDemoAddress(email) && !isDemo();
}
