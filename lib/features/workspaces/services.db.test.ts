import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { makeApiKey, revokeApiKey } from "./api-keys.ts";
import { ensureDemoPeople } from "./demo.ts";
import { createInvitation, listInvitations, revokeInvitation } from "./invitations.ts";
import { changeRole, listMembers, removeMember } from "./members.ts";
import { issuePasswordReset } from "./password-reset.ts";
import { changeProject, createProject, getProject, listProjects, updateProject } from "./project-services.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL ??= database.url;
  process.env.APP_SECRET ??= "a secret of the tests only";
});
afterAll(() => database.drop());

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );

const now = new Date("2026-01-05T10:00:00Z");

/** Each mutation with an input that is valid, so that only the role decides. */
const MUTATIONS: Record<string, (project: TestProject, role: Role) => Promise<unknown>> = {
  createInvitation: (project, role) =>
    createInvitation(project[role], { email: "new@example.com", role: "stakeholder" }, now),
  issuePasswordReset: (project, role) =>
    issuePasswordReset(project[role], { userId: project.stakeholder.userId }, now),
  changeRole: async (project, role) =>
    changeRole(project[role], { userId: project.data_scientist.userId, role: "product_owner" }),
  removeMember: async (project, role) => removeMember(project[role], { userId: project.stakeholder.userId }),
  createProject: (project, role) => createProject(project[role], { name: "Another" }),
  updateProject: (project, role) =>
    updateProject(project[role], { name: "Renamed", summary: "", currency: "CHF" }),
};

// The design's table of rights.
const ALLOWED: Record<string, Role[]> = {
  createInvitation: ["owner"],
  issuePasswordReset: ["owner"],
  changeRole: ["owner"],
  removeMember: ["owner"],
  createProject: ["owner", "product_owner", "data_scientist"],
  updateProject: ["owner", "product_owner", "data_scientist"],
};

describe("who may", () => {
  const cases = Object.keys(MUTATIONS).flatMap((name) =>
    (["owner", "product_owner", "data_scientist", "stakeholder"] as const).map((role) => ({ name, role })),
  );
  it.each(cases)("$name as $role", async ({ name, role }) => {
    const project = await createTestProject();
    const expected = ALLOWED[name]?.includes(role) ? "done" : "forbidden";
    expect(await code(MUTATIONS[name]!(project, role))).toBe(expected);
    const audited = await db().auditEvent.count({ where: { workspaceId: project.workspaceId } });
    expect(audited).toBe(expected === "done" ? 1 : 0);
  });

  it("reads need membership, and lists show nothing of another workspace", async () => {
    const [a, b] = [await createTestProject(), await createTestProject()];
    expect((await listMembers(a.stakeholder)).map((row) => row.userId)).not.toContain(b.owner.userId);
    expect((await listProjects(a.stakeholder)).map((row) => row.slug)).toEqual([a.owner.projectSlug]);
  });
});

describe("a foreign tenant's ids", () => {
  it.each(["changeRole", "removeMember"] as const)("%s answers not_found", async (name) => {
    const [mine, theirs] = [await createTestProject(), await createTestProject()];
    const userId = theirs.stakeholder.userId;
    const work =
      name === "changeRole"
        ? changeRole(mine.owner, { userId, role: "owner" })
        : removeMember(mine.owner, { userId });
    expect(await code(work)).toBe("not_found");
    const row = await db().member.findFirstOrThrow({ where: { userId } });
    expect(row.role).toBe("stakeholder");
  });

  it("an invitation and a person of another workspace answer not_found", async () => {
    const [mine, theirs] = [await createTestProject(), await createTestProject()];
    await createInvitation(theirs.owner, { email: "new@example.com", role: "stakeholder" }, now);
    const [invitation] = await listInvitations(theirs.owner, now);
    expect(invitation).toBeDefined();
    const invitationId = invitation?.id;
    expect(await code(revokeInvitation(mine.owner, { invitationId }, now))).toBe("not_found");
    expect(await listInvitations(theirs.owner, now)).toHaveLength(1);
    const { userId } = theirs.stakeholder;
    expect(await code(issuePasswordReset(mine.owner, { userId }, now))).toBe("not_found");
    expect(await db().passwordReset.count({ where: { userId } })).toBe(0);
  });

  it("updateProject of one answers not_found", async () => {
    const [mine, theirs] = [await createTestProject(), await createTestProject()];
    const actor = { ...mine.owner, projectId: theirs.projectId };
    expect(await code(updateProject(actor, { name: "Mine now" }))).toBe("not_found");
  });
});

describe("bad input changes nothing", () => {
  it.each([
    ["an unknown field", { email: "new@example.com", role: "owner", isAdmin: true }],
    ["an operator for a string", { email: { not: "" }, role: "owner" }],
    ["an unknown role", { email: "new@example.com", role: "root", name: "N" }],
    ["a homoglyph in the e-mail", { email: "n\u0435w@example.com", role: "stakeholder" }],
    ["an address of the demo", { email: "viewer@demo.local", role: "stakeholder" }],
    ["nothing", null],
  ])("%s", async (_what, input) => {
    const project = await createTestProject();
    expect(await code(createInvitation(project.owner, input, now))).toBe("invalid_input");
    expect(await listInvitations(project.owner, now)).toEqual([]);
  });

  it("an id that is none", async () => {
    const project = await createTestProject();
    expect(await code(removeMember(project.owner, { userId: "x' OR 1=1" }))).toBe("invalid_input");
    expect(await code(removeMember(project.owner, {}))).toBe("invalid_input");
    expect(await listMembers(project.owner)).toHaveLength(4);
  });
});

describe("members", () => {
  it("somebody who is a member already is not invited", async () => {
    const project = await createTestProject();
    const { email } = await db().user.findUniqueOrThrow({ where: { id: project.stakeholder.userId } });
    expect(await code(createInvitation(project.owner, { email, role: "owner" }, now))).toBe("conflict");
    expect(await listInvitations(project.owner, now)).toEqual([]);
  });

  it("the last owner stays owner", async () => {
    const { owner, workspaceId } = await createTestProject();
    expect(await code(changeRole(owner, { userId: owner.userId, role: "stakeholder" }))).toBe("conflict");
    expect(await code(removeMember(owner, { userId: owner.userId }))).toBe("conflict");
    expect(await db().member.count({ where: { workspaceId, role: "owner" } })).toBe(1);
  });

  it("two owners who remove each other at the same moment leave one", async () => {
    for (let i = 0; i < 5; i++) {
      const project = await createTestProject();
      await changeRole(project.owner, { userId: project.stakeholder.userId, role: "owner" });
      const second = { ...project.stakeholder, role: "owner" as const };
      const outcomes = await Promise.all([
        code(removeMember(project.owner, { userId: second.userId })),
        code(removeMember(second, { userId: project.owner.userId })),
      ]);
      expect(outcomes.sort()).toEqual(["done", "not_found"]);
      const owners = await db().member.count({ where: { workspaceId: project.workspaceId, role: "owner" } });
      expect(owners).toBe(1);
    }
  });

  it("an owner demoted meanwhile may no longer change members", async () => {
    const project = await createTestProject();
    await changeRole(project.owner, { userId: project.stakeholder.userId, role: "owner" });
    await changeRole(project.owner, { userId: project.owner.userId, role: "stakeholder" });
    // `project.owner` still says owner, as an actor of a request in flight would.
    expect(await code(removeMember(project.owner, { userId: project.data_scientist.userId }))).toBe(
      "forbidden",
    );
  });
});

it("projects of one name get addresses of their own, also at the same moment", async () => {
  const { owner } = await createTestProject();
  const made = await Promise.all(Array.from({ length: 6 }, () => createProject(owner, { name: "Bread" })));
  expect(new Set(made.map((project) => project.slug)).size).toBe(6);
  expect(made.map((project) => project.slug)).toContain("bread-6");
});

it("the demo's people are made once and stay", async () => {
  const first = await ensureDemoPeople();
  await db().user.update({ where: { id: first.owner.userId }, data: { name: "Renamed" } });
  const second = await ensureDemoPeople();
  expect(second.owner).toEqual({ ...first.owner, userName: "Renamed" });
  expect(Object.keys(second).sort()).toEqual(["data_scientist", "owner", "product_owner", "stakeholder"]);
  expect(await db().member.count({ where: { workspaceId: first.owner.workspaceId } })).toBe(4);
});

it("an owner who was demoted meanwhile makes no key, and revokes none", async () => {
  const { owner, stakeholder, workspaceId } = await createTestProject();
  const { id } = await makeApiKey(owner, { name: "Nightly", role: "owner", expiresInDays: null });
  await changeRole(owner, { userId: stakeholder.userId, role: "owner" });
  await changeRole(owner, { userId: owner.userId, role: "stakeholder" });
  const late = makeApiKey(owner, { name: "Back door", role: "owner", expiresInDays: null });
  expect(await code(late)).toBe("forbidden");
  expect(await code(revokeApiKey(owner, { id }))).toBe("forbidden");
  expect(await db().apiKey.count({ where: { workspaceId, revokedAt: null } })).toBe(1);
});

it("60 keys an hour a person", async () => {
  const { owner } = await createTestProject();
  const make = () => code(makeApiKey(owner, { name: "Again", role: "owner", expiresInDays: 1 }));
  const outcomes = await Promise.all(Array.from({ length: 62 }, make));
  expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(60);
  expect(await make()).toBe("rate_limited");
});

it("two who change different fields of a project at the same moment keep both", async () => {
  const { owner, workspaceId } = await createTestProject();
  for (let i = 0; i < 5; i++) {
    const [name, summary] = [`Bread ${i}`, `Rolls and loaves, ${i}.`];
    await Promise.all([changeProject(owner, { name }), changeProject(owner, { summary })]);
    expect(await getProject(owner)).toMatchObject({ name, summary, currency: "EUR" });
  }
  const audits = await db().auditEvent.findMany({ where: { workspaceId }, orderBy: { at: "desc" }, take: 2 });
  expect(audits.map(({ action }) => action)).toEqual(["project.updated", "project.updated"]);
  expect(audits[0]?.detail).toMatchObject({ name: "Bread 4", summary: "Rolls and loaves, 4." });
  expect(await code(changeProject(owner, { name: "" }))).toBe("invalid_input");
  expect(await code(changeProject(owner, { name: "Mine", workspaceId }))).toBe("invalid_input");
});
