import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { ensureDemoPeople } from "./demo.ts";
import { changeRole, removeMember } from "./members.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { issuePasswordReset, readPasswordReset, usePasswordReset } from "./password-reset.ts";
import { createSession, findSessionUser } from "./sessions.ts";
import { changePassword, checkCredentials } from "./sign-in.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL ??= database.url;
  process.env.APP_SECRET ??= "a secret of the tests only";
});
afterAll(() => database.drop());

const now = new Date("2026-01-05T10:00:00Z");
const input = { password: "a new long password" };

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => ({ code: "done", words: "" }),
    (error: { code?: string; message: string }) => ({
      code: error.code ?? String(error),
      words: error.message,
    }),
  );

const tokenOf = ({ link }: { link: string }) => link.split("/").at(-1) ?? "";

async function issued() {
  const project = await createTestProject();
  const { userId } = project.stakeholder;
  const reset = await issuePasswordReset(project.owner, { userId }, now);
  return { project, userId, reset, token: tokenOf(reset) };
}

const hashOf = async (userId: string) =>
  (await db().user.findUniqueOrThrow({ where: { id: userId } })).passwordHash;

describe("a link that an owner makes", () => {
  it("sets the password once, ends every session, and is audited", async () => {
    const { project, userId, token, reset } = await issued();
    expect(reset.expiresAt - now.getTime()).toBe(24 * 3_600_000);
    const sessionId = await createSession(userId, now);
    await usePasswordReset(token, input, now);
    expect(await verifyPassword(await hashOf(userId), input.password)).toBe(true);
    expect(await findSessionUser(sessionId, now)).toBeNull();
    const again = await outcome(usePasswordReset(token, { password: "yet another one" }, now));
    expect(again).toEqual({ code: "conflict", words: expect.stringContaining("used already") });
    expect(await verifyPassword(await hashOf(userId), input.password)).toBe(true);
    const audits = await db().auditEvent.findMany({
      where: { workspaceId: project.workspaceId },
      orderBy: { id: "asc" },
    });
    expect(audits.map(({ action, actorId, ref }) => ({ action, actorId, ref }))).toEqual([
      { action: "password_reset.issued", actorId: project.owner.userId, ref: userId },
      { action: "password_reset.used", actorId: userId, ref: userId },
    ]);
    expect(JSON.stringify(audits)).not.toContain(token);
    expect(JSON.stringify(await db().passwordReset.findMany())).not.toContain(token);
  });

  it("works for one of 20 at the same moment", async () => {
    const { token } = await issued();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => outcome(usePasswordReset(token, input, now))),
    );
    expect(outcomes.filter(({ code }) => code === "done")).toHaveLength(1);
    expect(outcomes.filter(({ code }) => code === "conflict")).toHaveLength(19);
  });

  it("stops working after 24 hours, and when a newer one is made", async () => {
    const { project, userId, token } = await issued();
    const before = await hashOf(userId);
    const later = new Date(now.getTime() + 24 * 3_600_000);
    const expired = await outcome(usePasswordReset(token, input, later));
    expect(expired).toEqual({ code: "conflict", words: expect.stringContaining("expired") });
    const newer = await issuePasswordReset(project.owner, { userId }, now);
    expect((await readPasswordReset(token, now))?.state).toBe("revoked");
    expect((await outcome(usePasswordReset(token, input, now))).code).toBe("conflict");
    expect(await hashOf(userId)).toBe(before);
    expect((await outcome(usePasswordReset(tokenOf(newer), input, now))).code).toBe("done");
  });

  it.each(["", "a".repeat(43), { not: "" }, null])("garbage %j is not found", async (token) => {
    expect((await outcome(usePasswordReset(token, input, now))).code).toBe("not_found");
    expect(await readPasswordReset(token, now)).toBeNull();
  });

  it("a weak password is refused and the link still works", async () => {
    const { token } = await issued();
    expect((await outcome(usePasswordReset(token, { password: "short" }, now))).code).toBe("invalid_input");
    expect((await readPasswordReset(token, now))?.state).toBe("open");
  });
});

describe("nobody takes an account over that opens a workspace of others", () => {
  const join = (workspaceId: string, userId: string, role: "owner" | "stakeholder") =>
    db().member.create({ data: { workspaceId, userId, role } });

  it("a link is refused in words, with a way out", async () => {
    const [mine, theirs] = [await createTestProject(), await createTestProject()];
    const { userId } = theirs.stakeholder;
    await join(mine.workspaceId, userId, "stakeholder");
    const refused = await outcome(issuePasswordReset(mine.owner, { userId }, now));
    expect(refused).toEqual({ code: "forbidden", words: expect.stringContaining("account page") });
    expect(await db().passwordReset.count({ where: { userId } })).toBe(0);
  });

  it("an owner of both workspaces may", async () => {
    const [mine, theirs] = [await createTestProject(), await createTestProject()];
    const { userId } = theirs.stakeholder;
    await join(mine.workspaceId, userId, "stakeholder");
    await join(theirs.workspaceId, mine.owner.userId, "owner");
    expect((await outcome(issuePasswordReset(mine.owner, { userId }, now))).code).toBe("done");
  });

  it.each([
    [
      "the person has joined another workspace",
      async (at: Awaited<ReturnType<typeof issued>>) => {
        const other = await createTestProject();
        await join(other.workspaceId, at.userId, "stakeholder");
      },
    ],
    [
      "the person was removed",
      async ({ project, userId }: Awaited<ReturnType<typeof issued>>) =>
        removeMember(project.owner, { userId }),
    ],
    [
      "the issuer is an owner no longer",
      async ({ project }: Awaited<ReturnType<typeof issued>>) => {
        await changeRole(project.owner, { userId: project.data_scientist.userId, role: "owner" });
        await changeRole(project.owner, { userId: project.owner.userId, role: "stakeholder" });
      },
    ],
  ])("a link that was made lapses once %s", async (_what, spoil) => {
    const at = await issued();
    const before = await hashOf(at.userId);
    await spoil(at);
    expect((await readPasswordReset(at.token, now))?.state).toBe("revoked");
    expect((await outcome(usePasswordReset(at.token, input, now))).code).toBe("conflict");
    expect(await hashOf(at.userId)).toBe(before);
  });

  it("one's own password is changed on the account page", async () => {
    const { owner } = await createTestProject();
    expect((await outcome(issuePasswordReset(owner, { userId: owner.userId }, now))).code).toBe("conflict");
  });

  it("the demo's accounts keep the published password", async () => {
    const people = await ensureDemoPeople();
    const { userId } = people.stakeholder;
    expect((await outcome(issuePasswordReset(people.owner, { userId }, now))).code).toBe("forbidden");
  });
});

describe("a password that its person changes", () => {
  const current = "the one of now";

  async function withPassword() {
    const { userId, token } = await issued();
    const user = await db().user.update({
      where: { id: userId },
      data: { passwordHash: await hashPassword(current) },
      select: { name: true, email: true },
    });
    return { user: { userId, ...user }, token };
  }

  it("ends the link that would set another", async () => {
    const { user, token } = await withPassword();
    await changePassword(user, { current, password: "chosen by myself" }, { sessionId: null, now });
    expect((await readPasswordReset(token, now))?.state).toBe("revoked");
    expect((await outcome(usePasswordReset(token, input, now))).code).toBe("conflict");
    const told = { action: "member.password_changed", actorId: user.userId };
    expect(await db().auditEvent.count({ where: told })).toBe(1);
  });

  it("opens nothing any more for who had just proved it when a link set another", async () => {
    const { user, token } = await withPassword();
    const asked = { email: user.email, password: current };
    const { userId, ...proved } = await checkCredentials(asked, { address: "192.0.2.44", now });
    await createSession(userId, now, { proved });
    await usePasswordReset(token, input, now);
    expect((await outcome(createSession(userId, now, { proved }))).code).toBe("unauthenticated");
    expect(await db().session.count({ where: { userId, revokedAt: null } })).toBe(0);
  });

  it("is not changed by who knows the old one, once a link has set another", async () => {
    const { user, token } = await withPassword();
    // The link is used while the slow check of the old password is under way.
    const client = await database.pool.connect();
    await client.query("BEGIN");
    await client.query('SELECT 1 FROM "User" WHERE id = $1 FOR UPDATE', [user.userId]);
    const late = outcome(
      changePassword(user, { current, password: "of the one who knew" }, { sessionId: null, now }),
    );
    await vi.waitFor(
      async () => {
        const waiting = await database.pool.query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        expect(waiting.rowCount).toBe(1);
      },
      { timeout: 10_000, interval: 50 },
    );
    await client.query('UPDATE "User" SET "passwordHash" = $2 WHERE id = $1', [
      user.userId,
      await hashPassword(input.password),
    ]);
    await client.query("COMMIT");
    client.release();
    expect((await late).code).toBe("conflict");
    expect(await verifyPassword(await hashOf(user.userId), input.password)).toBe(true);
    expect((await readPasswordReset(token, now))?.state).toBe("open");
  });
});
