import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { acceptInvitation, acceptWithNewAccount, readInvitation } from "./accept-invitation.ts";
import { createInvitation, listInvitations, revokeInvitation } from "./invitations.ts";
import { leaveWorkspace } from "./leave.ts";
import { changeRole, listMembers, removeMember } from "./members.ts";
import { verifyPassword } from "./password.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL ??= database.url;
  process.env.APP_SECRET ??= "a secret of the tests only";
});
afterAll(() => database.drop());

const now = new Date("2026-01-05T10:00:00Z");
const DAY_MS = 86_400_000;
let counter = 0;

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => ({ code: "done", words: "" }),
    (error: { code?: string; message: string }) => ({
      code: error.code ?? String(error),
      words: error.message,
    }),
  );

function freshEmail(): string {
  counter += 1;
  return `invited-${counter}@example.com`;
}

async function invited(role: "stakeholder" | "data_scientist" = "data_scientist") {
  const project = await createTestProject();
  const email = freshEmail();
  const made = await createInvitation(project.owner, { email, role }, now);
  const token = made.link.split("/").at(-1) ?? "";
  return { project, email, token, made };
}

async function account(email: string) {
  const user = await db().user.create({ data: { email, name: "Known", passwordHash: "no sign-in" } });
  return { userId: user.id, name: user.name, email };
}

async function traces(project: TestProject) {
  return {
    members: await db().member.count({ where: { workspaceId: project.workspaceId } }),
    audits: await db().auditEvent.count({ where: { workspaceId: project.workspaceId } }),
    events: await db().event.count({ where: { projectId: project.projectId } }),
    users: await db().user.count(),
  };
}

const form = { name: "Ines Duarte", password: "a long enough one" };

describe("a link", () => {
  it("carries at least 192 bits, of which only a hash is kept", async () => {
    const { token, email, made } = await invited();
    // 32 bytes as base64url: 43 signs of 6 bits.
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(made.link).toBe(`http://localhost:3000/invitation/${token}`);
    const row = await db().invitation.findFirstOrThrow({ where: { email } });
    expect(JSON.stringify(row)).not.toContain(token);
    expect(row.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    const audits = await db().auditEvent.findMany({ where: { ref: row.id } });
    expect(JSON.stringify(audits)).not.toContain(token);
  });

  it("lasts 7 days, and a newer one for the same e-mail takes its place", async () => {
    const { project, email, token, made } = await invited();
    expect(made.expiresAt - now.getTime()).toBe(7 * DAY_MS);
    const second = await createInvitation(
      project.owner,
      { email: email.toUpperCase(), role: "stakeholder" },
      now,
    );
    expect((await readInvitation(token, now))?.state).toBe("revoked");
    expect((await readInvitation(second.link.split("/").at(-1), now))?.state).toBe("open");
    expect(await listInvitations(project.owner, now)).toMatchObject([{ email, role: "stakeholder" }]);
  });

  it("stands in the list as open, then as expired, and leaves it when it is taken back", async () => {
    const { project, email } = await invited();
    const later = new Date(now.getTime() + 7 * DAY_MS);
    expect(await listInvitations(project.owner, now)).toMatchObject([{ email, state: "open" }]);
    const [row] = await listInvitations(project.owner, later);
    expect(row).toMatchObject({ email, state: "expired", createdBy: project.owner.userName });
    await revokeInvitation(project.owner, { invitationId: row?.id }, now);
    expect(await listInvitations(project.owner, now)).toEqual([]);
    const again = await outcome(revokeInvitation(project.owner, { invitationId: row?.id }, now));
    expect(again.code).toBe("conflict");
  });

  it("60 an hour a person, over all workspaces", async () => {
    const { owner } = await createTestProject();
    const make = () => createInvitation(owner, { email: freshEmail(), role: "stakeholder" }, now);
    const outcomes = await Promise.all(Array.from({ length: 63 }, () => outcome(make())));
    expect(outcomes.filter(({ code }) => code === "done")).toHaveLength(60);
    expect(outcomes.filter(({ code }) => code === "rate_limited")).toHaveLength(3);
  });
});

describe("somebody who has an account", () => {
  it("joins with the role of the invitation, and the readers of every project are told", async () => {
    const { project, email, token } = await invited();
    const user = await account(email);
    expect(await readInvitation(token, now)).toMatchObject({ hasAccount: true, role: "data_scientist" });
    expect(await acceptInvitation(user, token, now)).toMatchObject({
      workspaceSlug: project.owner.workspaceSlug,
    });
    const members = await listMembers(project.owner);
    expect(members.find((member) => member.userId === user.userId)?.role).toBe("data_scientist");
    const events = await db().event.findMany({ where: { projectId: project.projectId } });
    expect(events.map((event) => [event.kind, event.ref])).toEqual([["members.changed", user.userId]]);
    const audit = await db().auditEvent.findFirstOrThrow({
      where: { workspaceId: project.workspaceId, action: "invitation.accepted" },
    });
    expect(audit).toMatchObject({ actorId: user.userId, detail: { role: "data_scientist" } });
  });

  it("joins once: 20 at the same moment make one membership", async () => {
    const { project, email, token } = await invited();
    const user = await account(email);
    const before = await traces(project);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => outcome(acceptInvitation(user, token, now))),
    );
    expect(outcomes.filter(({ code }) => code === "done")).toHaveLength(1);
    expect(outcomes.filter(({ code }) => code === "conflict")).toHaveLength(19);
    expect(await traces(project)).toEqual({
      ...before,
      members: before.members + 1,
      audits: before.audits + 1,
      events: before.events + 1,
    });
  });

  it("who was removed is not let in again by the link that was used", async () => {
    const { project, email, token } = await invited();
    const user = await account(email);
    await acceptInvitation(user, token, now);
    await removeMember(project.owner, { userId: user.userId });
    expect((await outcome(acceptInvitation(user, token, now))).code).toBe("conflict");
    expect(await db().member.count({ where: { userId: user.userId } })).toBe(0);
  });
});

describe("somebody new", () => {
  it("gets account and membership at once, with a password that works", async () => {
    const { project, email, token } = await invited();
    expect((await readInvitation(token, now))?.hasAccount).toBe(false);
    await acceptWithNewAccount(token, form, now);
    const user = await db().user.findUniqueOrThrow({ where: { email }, include: { members: true } });
    expect(user).toMatchObject({
      name: "Ines Duarte",
      members: [{ workspaceId: project.workspaceId, role: "data_scientist" }],
    });
    expect(await verifyPassword(user.passwordHash, form.password)).toBe(true);
  });

  it("20 submits at the same moment make one account and one membership", async () => {
    const { project, token } = await invited();
    const before = await traces(project);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => outcome(acceptWithNewAccount(token, form, now))),
    );
    expect(outcomes.filter(({ code }) => code === "done")).toHaveLength(1);
    expect(outcomes.filter(({ code }) => code === "conflict")).toHaveLength(19);
    expect(await traces(project)).toEqual({
      members: before.members + 1,
      audits: before.audits + 1,
      events: before.events + 1,
      users: before.users + 1,
    });
  });

  it("may try 30 times an hour by one link", async () => {
    const { email, token } = await invited();
    await account(email);
    const outcomes = await Promise.all(
      Array.from({ length: 33 }, () => outcome(acceptWithNewAccount(token, form, now))),
    );
    expect(outcomes.filter(({ code }) => code === "conflict")).toHaveLength(30);
    expect(outcomes.filter(({ code }) => code === "rate_limited")).toHaveLength(3);
  });

  it("whose address got an account meanwhile is sent to sign in, and the link still works", async () => {
    const { email, token } = await invited();
    const user = await account(email);
    const refused = await outcome(acceptWithNewAccount(token, form, now));
    expect(refused).toMatchObject({ code: "conflict", words: expect.stringContaining("Sign in") });
    expect((await outcome(acceptInvitation(user, token, now))).code).toBe("done");
  });

  it.each([
    ["a short password", { ...form, password: "short" }],
    ["no name", { ...form, name: " " }],
    ["an e-mail of their own choice", { ...form, email: "other@example.com" }],
    ["a role of their own choice", { ...form, role: "owner" }],
  ])("with %s is refused and nothing is made", async (_what, input) => {
    const { project, token } = await invited();
    const before = await traces(project);
    expect((await outcome(acceptWithNewAccount(token, input, now))).code).toBe("invalid_input");
    expect(await traces(project)).toEqual(before);
    expect((await readInvitation(token, now))?.state).toBe("open");
  });
});

describe("a link that must not work is refused in words, and changes nothing", () => {
  const week = new Date(now.getTime() + 7 * DAY_MS);
  const CASES: [
    string,
    { code: string; words: RegExp; at?: Date; spoil?: (p: TestProject) => Promise<unknown> },
  ][] = [
    ["expired", { code: "conflict", words: /expired/, at: week }],
    [
      "revoked",
      {
        code: "conflict",
        words: /taken back/,
        spoil: async (project) => {
          const [row] = await listInvitations(project.owner, now);
          await revokeInvitation(project.owner, { invitationId: row?.id }, now);
        },
      },
    ],
  ];
  it.each(CASES)("%s", async (_what, { code, words, at = now, spoil }) => {
    const { project, email, token } = await invited();
    await spoil?.(project);
    const user = await account(email);
    const before = await traces(project);
    expect(await outcome(acceptInvitation(user, token, at))).toEqual({
      code,
      words: expect.stringMatching(words),
    });
    expect((await outcome(acceptWithNewAccount(token, form, at))).code).toBe(code);
    expect(await traces(project)).toEqual(before);
  });

  it("of another address", async () => {
    const { project, token } = await invited();
    const other = await account(freshEmail());
    const before = await traces(project);
    const refused = await outcome(acceptInvitation(other, token, now));
    expect(refused).toEqual({ code: "forbidden", words: expect.stringContaining("Sign out and come back") });
    expect(await traces(project)).toEqual(before);
    expect((await readInvitation(token, now))?.state).toBe("open");
  });

  it("of somebody who is a member by now", async () => {
    const { project, email, token } = await invited("stakeholder");
    const user = await account(email);
    await db().member.create({
      data: { workspaceId: project.workspaceId, userId: user.userId, role: "data_scientist" },
    });
    const before = await traces(project);
    expect(await outcome(acceptInvitation(user, token, now))).toEqual({
      code: "conflict",
      words: "You are a member of this workspace already.",
    });
    expect(await traces(project)).toEqual(before);
    const { role } = await db().member.findFirstOrThrow({ where: { userId: user.userId } });
    expect(role).toBe("data_scientist");
  });

  it.each([
    "",
    "x",
    "a".repeat(43),
    "../../etc/passwd",
    "%00",
    "a".repeat(5_000),
    { not: "" },
    null,
    undefined,
    7,
  ])("garbage: %j", async (token) => {
    const user = await account(freshEmail());
    expect((await outcome(acceptInvitation(user, token, now))).code).toBe("not_found");
    expect((await outcome(acceptWithNewAccount(token, form, now))).code).toBe("not_found");
    expect(await readInvitation(token, now)).toBeNull();
  });
});

it("an owner who was demoted meanwhile makes no invitation", async () => {
  const project = await createTestProject();
  await changeRole(project.owner, { userId: project.stakeholder.userId, role: "owner" });
  await changeRole(project.owner, { userId: project.owner.userId, role: "stakeholder" });
  const email = freshEmail();
  expect((await outcome(createInvitation(project.owner, { email, role: "owner" }, now))).code).toBe(
    "forbidden",
  );
  expect(await db().invitation.count({ where: { email } })).toBe(0);
});

describe("an owner who is one no longer", () => {
  const ENDS = {
    "was removed": (project: TestProject, userId: string) => removeMember(project.owner, { userId }),
    "was demoted": (project: TestProject, userId: string) =>
      changeRole(project.owner, { userId, role: "stakeholder" }),
    left: async (project: TestProject, userId: string) => {
      const { email, name } = await db().user.findUniqueOrThrow({ where: { id: userId } });
      await leaveWorkspace({ userId, email, name }, { workspace: project.owner.workspaceSlug });
    },
  };

  it.each(Object.keys(ENDS) as (keyof typeof ENDS)[])(
    "and %s comes back by no link that they made",
    async (how) => {
      const project = await createTestProject();
      const { userId } = project.stakeholder;
      await changeRole(project.owner, { userId, role: "owner" });
      const evil = { ...project.stakeholder, role: "owner" as const };
      const made = await createInvitation(evil, { email: freshEmail(), role: "owner" }, now);
      const kept = await createInvitation(project.owner, { email: freshEmail(), role: "stakeholder" }, now);
      await ENDS[how](project, userId);
      const token = made.link.split("/").at(-1);
      expect((await readInvitation(token, now))?.state).toBe("revoked");
      expect((await outcome(acceptWithNewAccount(token, form, now))).code).toBe("conflict");
      expect((await readInvitation(kept.link.split("/").at(-1), now))?.state).toBe("open");
      const audits = await db().auditEvent.findMany({
        where: { workspaceId: project.workspaceId, action: "invitation.revoked" },
      });
      expect(audits.map(({ detail }) => detail)).toEqual([{ email: made.email, role: "owner" }]);
    },
  );
});
