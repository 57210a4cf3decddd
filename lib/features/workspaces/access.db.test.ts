import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "#lib/platform/db.ts";
import { sessionIdOf, setSessionReader } from "#lib/platform/session.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { currentUser, requireProject, requireWorkspace } from "./access.ts";
import { ensureDemoPeople } from "./demo.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo-accounts.ts";
import { changeRole, removeMember } from "./members.ts";
import { askNextAuth, authOptions, sameSitePath } from "./next-auth.ts";
import { hashPassword } from "./password.ts";
import { createSession, findSessionUser, revokeSession } from "./sessions.ts";
import { changePassword, checkCredentials, signUp } from "./sign-in.ts";
import { watchAccess } from "./still-member.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL ??= database.url;
  process.env.APP_SECRET ??= "a secret of the tests only";
});
afterEach(() => setSessionReader());
afterAll(() => database.drop());

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );

async function signedIn() {
  const project = await createTestProject();
  const actor = project.data_scientist;
  const sessionId = await createSession(actor.userId, new Date());
  setSessionReader(async () => sessionId);
  const params = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  return { project, actor, sessionId, params };
}

describe("what the database says now decides at the next request", () => {
  it("lets a member in, with the role of now", async () => {
    const { actor, params, project } = await signedIn();
    expect(await requireProject(params)).toEqual(actor);
    await changeRole(project.owner, { userId: actor.userId, role: "stakeholder" });
    expect((await requireProject(params)).role).toBe("stakeholder");
    expect(await code(requireProject(params, "edit_plan"))).toBe("forbidden");
  });

  it("a removed member finds nothing", async () => {
    const { actor, params, project } = await signedIn();
    const mayStillRead = await watchAccess(actor);
    expect(await mayStillRead()).toBe(true);
    await removeMember(project.owner, { userId: actor.userId });
    expect(await code(requireProject(params))).toBe("not_found");
    expect(await code(requireWorkspace(params))).toBe("not_found");
    expect(await mayStillRead()).toBe(false);
  });

  it("a revoked or ended session is nobody", async () => {
    const { actor, params, sessionId } = await signedIn();
    const mayStillRead = await watchAccess(actor);
    expect(await mayStillRead()).toBe(true);
    await revokeSession(sessionId, new Date());
    expect(await mayStillRead()).toBe(false);
    expect(await code(requireProject(params))).toBe("unauthenticated");

    const later = await signedIn();
    await db().session.update({
      where: { id: later.sessionId },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect(await code(requireProject(later.params))).toBe("unauthenticated");
    expect(await currentUser()).toBeNull();
  });

  it("another workspace's addresses, and odd ones, are not found", async () => {
    const { params } = await signedIn();
    const foreign = await createTestProject();
    const { workspaceSlug, projectSlug } = foreign.owner;
    expect(await code(requireProject({ workspace: workspaceSlug, project: projectSlug }))).toBe("not_found");
    expect(await code(requireProject({ ...params, project: projectSlug }))).toBe("not_found");
    for (const odd of ["\u0000", "a'b", "%", "", "..", "a".repeat(5000)]) {
      expect(await code(requireProject({ ...params, project: odd })), odd.slice(0, 9)).toBe("not_found");
      expect(await code(requireProject({ ...params, workspace: odd })), odd.slice(0, 9)).toBe("not_found");
    }
    // What a made-up server action call may bring in place of an address.
    for (const address of [null, "x", { workspace: [params.workspace], project: { not: "" } }]) {
      expect(await code(requireProject(address as unknown as typeof params))).toBe("not_found");
    }
  });
});

async function account(password: string) {
  const email = `p${Math.floor(performance.now() * 1000)}@example.com`;
  const user = await db().user.create({
    data: { email, name: "P", passwordHash: await hashPassword(password) },
  });
  return { email, userId: user.id };
}

describe("attempts", () => {
  const now = new Date("2026-01-05T10:00:00Z");

  it("10 an account in 15 minutes, however many come at once", async () => {
    const { email } = await account("the right one");
    const attempts = Array.from({ length: 30 }, (_, i) =>
      code(checkCredentials({ email, password: `guess number ${i}` }, { address: `198.51.100.${i}`, now })),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === "unauthenticated")).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === "rate_limited")).toHaveLength(20);
    const right = { email, password: "the right one" };
    const refused = await checkCredentials(right, { address: "203.0.113.1", now }).catch((error) => error);
    expect(refused.message).toBe("Too many attempts. Try again in 15 minutes.");
    const after = new Date(now.getTime() + 15 * 60_000);
    expect(await code(checkCredentials(right, { address: "203.0.113.1", now: after }))).toBe("done");
  });

  it("50 an address in 15 minutes, over whatever accounts", async () => {
    const attempts = Array.from({ length: 60 }, (_, i) =>
      code(
        checkCredentials(
          { email: `nobody${i}@example.com`, password: "guess guess" },
          { address: "192.0.2.9", now },
        ),
      ),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === "rate_limited")).toHaveLength(10);
  });

  it("those that succeed are not held against anybody", async () => {
    const { email, userId } = await account("the right one");
    for (let i = 0; i < 12; i++) {
      const options = { address: "192.0.2.77", now };
      expect(await checkCredentials({ email, password: "the right one" }, options)).toMatchObject({ userId });
    }
  });

  it("sign-ups are limited too", async () => {
    const form = { name: "N", password: "long enough", workspaceName: "W" };
    const attempts = Array.from({ length: 24 }, (_, i) =>
      code(signUp({ ...form, email: `up${i}@example.com` }, { address: "192.0.2.50", now })),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(20);
    expect(outcomes.filter((outcome) => outcome === "rate_limited")).toHaveLength(4);
  });
});

describe("next-auth", () => {
  const headers = { host: "localhost:3000", "x-forwarded-for": "192.0.2.200" };

  it("signs in with a token that carries a session's id and nothing of the person, and signs out", async () => {
    const { email, userId } = await account("the right one");
    const body = { email: email.toUpperCase(), password: "the right one" };
    const answer = await askNextAuth({ action: "callback", body, cookies: {}, headers });
    const cookie = answer.cookies.find((candidate) => candidate.name === "next-auth.session-token");
    const sessionId = await sessionIdOf(cookie?.value ?? "");
    expect(await db().session.findMany({ where: { userId }, select: { id: true } })).toEqual([
      { id: sessionId },
    ]);
    const { decode } = await import("next-auth/jwt");
    const token = await decode({ token: cookie?.value ?? "", secret: process.env.APP_SECRET ?? "" });
    expect(Object.keys(token ?? {}).sort()).toEqual(["exp", "iat", "jti", "sid"]);

    const cookies = { "next-auth.session-token": cookie?.value ?? "" };
    await askNextAuth({ action: "signout", body: {}, cookies, headers });
    setSessionReader(async () => sessionId);
    expect(await currentUser()).toBeNull();
  });

  it("tells a wrong password from a limit by code alone", async () => {
    const { email } = await account("the right one");
    const body = { email, password: "a wrong one" };
    const refusals = new Set<string | null>();
    for (let i = 0; i < 11; i++) {
      const answer = await askNextAuth({ action: "callback", body, cookies: {}, headers });
      refusals.add(new URL(answer.redirect ?? "").searchParams.get("error")?.split(":")[0] ?? null);
      expect(answer.cookies.map((cookie) => cookie.name)).not.toContain("next-auth.session-token");
    }
    expect([...refusals]).toEqual(["unauthenticated", "rate_limited"]);
  });

  it("a token of another secret is nobody's", async () => {
    const { encode } = await import("next-auth/jwt");
    const forged = await encode({ token: { sid: "x" }, secret: "another secret altogether" });
    expect(await sessionIdOf(forged)).toBeNull();
    expect(await sessionIdOf("not a token")).toBeNull();
  });

  it("cookies are for the server only, and for https only where the site is", async () => {
    const options = await authOptions({ userAgent: "" });
    expect(options.useSecureCookies).toBe(false);
    expect(options.session?.maxAge).toBe(30 * 24 * 60 * 60);
  });

  it.each([
    ["/w/demo?tab=1#x", "/w/demo?tab=1#x"],
    ["http://localhost:3000/w/demo", "/w/demo"],
    ["https://evil.example/w/demo", null],
    ["//evil.example", null],
    ["/\\evil.example", null],
    ["/.//evil.example", null],
    ["javascript:alert(1)", null],
    ["http://localhost:3000@evil.example/", null],
    ["", null],
  ])("after signing in %j leads to %j", (url, path) => {
    expect(sameSitePath(url)).toBe(path);
  });
});

it("a new password ends the person's other sessions", async () => {
  const { email, userId } = await account("the right one");
  const [here, elsewhere] = [
    await createSession(userId, new Date()),
    await createSession(userId, new Date()),
  ];
  const user = { userId, email, name: "P" };
  const options = { sessionId: here, now: new Date() };
  const wrong = { current: "not the one", password: "a new password" };
  expect(await code(changePassword(user, wrong, options))).toBe("invalid_input");
  await changePassword(user, { current: "the right one", password: "a new password" }, options);
  setSessionReader(async () => elsewhere);
  expect(await currentUser()).toBeNull();
  setSessionReader(async () => here);
  expect(await currentUser()).toEqual(user);
});

describe("the demo's people, whose password is published", () => {
  const credentials = { email: DEMO_ACCOUNTS[0].email, password: DEMO_PASSWORD };
  const now = new Date("2026-01-05T10:00:00Z");
  const signIn = () => code(checkCredentials(credentials, { address: "198.51.100.7", now }));
  afterEach(() => vi.unstubAllEnvs());

  it("sign in where the site is a demo, and nowhere else, with sessions of before ended too", async () => {
    const people = await ensureDemoPeople();
    vi.stubEnv("DEMO", "1");
    expect(await signIn()).toBe("done");
    const sessionId = await createSession(people.owner.userId, new Date());
    expect((await findSessionUser(sessionId, new Date()))?.email).toBe(credentials.email);

    vi.stubEnv("DEMO", "0");
    expect(await signIn()).toBe("unauthenticated");
    expect(await findSessionUser(sessionId, new Date())).toBeNull();
  });

  it("cannot be made by signing up", async () => {
    const input = { email: "new@demo.local", name: "N", workspaceName: "W", password: "long enough a word" };
    expect(await code(signUp(input, { address: "198.51.100.8", now }))).toBe("invalid_input");
    expect(await db().user.count({ where: { email: input.email } })).toBe(0);
  });
});
