import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { endAllSessions, endSession, getAccount, renameAccount } from "./account.ts";
import { createWorkspace } from "./create-workspace.ts";
import { ensureDemoPeople } from "./demo.ts";
import { leaveWorkspace } from "./leave.ts";
import { changeRole, listMembers } from "./members.ts";
import type { ProjectActor } from "./scope.ts";
import { createSession, findSessionUser } from "./sessions.ts";
import { changePassword, signUp } from "./sign-in.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const now = new Date("2026-01-05T10:00:00Z");

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );

async function userOf(actor: ProjectActor) {
  const { email } = await db().user.findUniqueOrThrow({ where: { id: actor.userId } });
  return { userId: actor.userId, name: actor.userName, email };
}

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

describe("signed-in browsers", () => {
  it("are listed with what they call themselves, and this one is marked", async () => {
    const user = await userOf((await createTestProject()).stakeholder);
    const first = await createSession(user.userId, now, { userAgent: FIREFOX });
    const second = await createSession(user.userId, new Date(now.getTime() + 1), {
      userAgent: "\u0000<script>",
    });
    const { sessions } = await getAccount(user, { sessionId: first, now });
    expect(sessions).toEqual([
      {
        id: second,
        browser: "A browser that does not say which",
        since: now.getTime() + 1,
        isThis: false,
      },
      { id: first, browser: "Firefox on Linux", since: now.getTime(), isThis: true },
    ]);
  });

  it("one is signed out, or all; nobody else's", async () => {
    const project = await createTestProject();
    const [user, other] = [await userOf(project.stakeholder), await userOf(project.owner)];
    const [here, there] = [await createSession(user.userId, now), await createSession(user.userId, now)];
    const foreign = await createSession(other.userId, now);
    expect(await code(endSession(user, { sessionId: foreign }, now))).toBe("not_found");
    await endSession(user, { sessionId: there }, now);
    expect(await code(endSession(user, { sessionId: there }, now))).toBe("not_found");
    expect(await findSessionUser(there, now)).toBeNull();
    expect(await findSessionUser(here, now)).not.toBeNull();
    await endAllSessions(user, now);
    expect(await findSessionUser(here, now)).toBeNull();
    expect(await findSessionUser(foreign, now)).not.toBeNull();
  });
});

describe("leaving", () => {
  it("ends the membership, is audited and told", async () => {
    const project = await createTestProject();
    const user = await userOf(project.data_scientist);
    await leaveWorkspace(user, { workspace: project.owner.workspaceSlug });
    expect((await listMembers(project.owner)).map(({ userId }) => userId)).not.toContain(user.userId);
    const { workspaceId, projectId } = project;
    const audit = await db().auditEvent.findFirstOrThrow({ where: { workspaceId } });
    expect(audit).toMatchObject({ action: "member.left", actorId: user.userId, ref: user.userId });
    const event = await db().event.findFirstOrThrow({ where: { projectId } });
    expect(event).toMatchObject({ kind: "members.changed", ref: user.userId });
    expect(await code(leaveWorkspace(user, { workspace: project.owner.workspaceSlug }))).toBe("not_found");
  });

  it("is refused to the last owner, also when both of two leave at once", async () => {
    for (let i = 0; i < 5; i++) {
      const project = await createTestProject();
      const workspace = project.owner.workspaceSlug;
      const owner = await userOf(project.owner);
      const second = await userOf(project.stakeholder);
      expect(await code(leaveWorkspace(owner, { workspace }))).toBe("conflict");
      await changeRole(project.owner, { userId: second.userId, role: "owner" });
      const outcomes = await Promise.all(
        [owner, second].map((user) => code(leaveWorkspace(user, { workspace }))),
      );
      expect(outcomes.sort()).toEqual(["conflict", "done"]);
    }
  });

  it("a workspace of others is nothing", async () => {
    const [mine, theirs] = [await createTestProject(), await createTestProject()];
    const user = await userOf(mine.stakeholder);
    for (const workspace of [theirs.owner.workspaceSlug, "", "no-such", "a'b", "\u0000"]) {
      expect(await code(leaveWorkspace(user, { workspace })), workspace).toMatch(/not_found|invalid_input/);
    }
    expect(await code(leaveWorkspace(user, { workspace: { not: "" } }))).toBe("invalid_input");
    expect(await listMembers(theirs.owner)).toHaveLength(4);
  });
});

it("a name is changed everywhere, and each workspace is told", async () => {
  const project = await createTestProject();
  const user = await userOf(project.stakeholder);
  await renameAccount(user, { name: " Ana  " });
  expect((await listMembers(project.owner)).map(({ name }) => name)).toContain("Ana");
  const audit = await db().auditEvent.findFirstOrThrow({ where: { workspaceId: project.workspaceId } });
  expect(audit).toMatchObject({ action: "member.renamed", detail: { from: user.name, to: "Ana" } });
  for (const name of ["", "a\u0000b", "x".repeat(81), { not: "" }]) {
    expect(await code(renameAccount(user, { name }))).toBe("invalid_input");
  }
});

it("a workspace of one's own comes with its owner; 10 an hour", async () => {
  const user = await userOf((await createTestProject()).stakeholder);
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, () => code(createWorkspace(user, { name: "Bakery" }, now))),
  );
  expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(10);
  expect(await db().member.count({ where: { userId: user.userId, role: "owner" } })).toBe(10);
});

it("20 submits of one sign-up at the same moment make one account and one workspace", async () => {
  const form = { name: "N", email: "once@example.com", password: "long enough", workspaceName: "Once only" };
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => code(signUp(form, { address: "192.0.2.61", now }))),
  );
  expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "conflict")).toHaveLength(19);
  expect(await db().workspace.count({ where: { name: "Once only" } })).toBe(1);
});

it("an account of the demo stays as it is, whoever looks around with it", async () => {
  vi.stubEnv("DEMO", "1");
  const people = await ensureDemoPeople();
  const user = await userOf(people.data_scientist);
  const sessionId = await createSession(user.userId, now);
  const attempts = {
    rename: renameAccount(user, { name: "Rude" }),
    password: changePassword(
      user,
      { current: "forecanvas-demo", password: "mine alone now" },
      { sessionId, now },
    ),
    signOutOther: endSession(user, { sessionId }, now),
    signOutAll: endAllSessions(user, now),
    leave: leaveWorkspace(user, { workspace: "demo" }),
    workspace: createWorkspace(user, { name: "Rude" }, now),
  };
  for (const [what, work] of Object.entries(attempts))
    expect(`${what} ${await code(work)}`).toBe(`${what} forbidden`);
  expect(await findSessionUser(sessionId, now)).toEqual(user);
  // Nor does a visitor see the browsers of the others.
  const mine = await createSession(user.userId, now);
  const { sessions, isShared } = await getAccount(user, { sessionId: mine, now });
  expect(isShared).toBe(true);
  expect(sessions.map(({ id }) => id)).toEqual([mine]);
  vi.unstubAllEnvs();
});
