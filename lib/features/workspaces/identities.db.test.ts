import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { admit } from "./identities.ts";
import { hashPassword } from "./password.ts";
import { createSession, findSessionUser } from "./sessions.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const ISSUER = "https://id.example.com";
let counter = 0;

function claims(over: Record<string, unknown> = {}) {
  counter += 1;
  const email = `person-${counter}@example.com`;
  return {
    iss: ISSUER,
    sub: `subject-${counter}`,
    email,
    email_verified: true,
    name: "Vera Lindqvist",
    ...over,
  };
}

async function account(email: string) {
  const passwordHash = await hashPassword("a long enough one");
  return db().user.create({ data: { email, name: "Was here", passwordHash } });
}

const idOf = async (said: Record<string, unknown>) => {
  const admission = await admit(said, ISSUER);
  return "userId" in admission ? admission.userId : admission.refused;
};

describe("the subject decides who it is", () => {
  it("an unknown one with an unknown address becomes an account without a password", async () => {
    const said = claims();
    const user = await db().user.findUniqueOrThrow({ where: { id: await idOf(said) } });
    expect(user).toMatchObject({ email: said.email, name: "Vera Lindqvist", passwordHash: null });
    expect(await db().member.count({ where: { userId: user.id } })).toBe(0);
  });

  it("the same one is the same account, whatever address it has by now", async () => {
    const said = claims();
    const first = await idOf(said);
    expect(await idOf({ ...said, email: "moved@example.com", email_verified: false })).toBe(first);
    expect(await idOf({ iss: ISSUER, sub: said.sub })).toBe(first);
    const user = await db().user.findUniqueOrThrow({ where: { id: first } });
    expect(user.email).toBe(said.email);
  });

  it("20 callbacks at the same moment make one account", async () => {
    const said = claims();
    const ids = await Promise.all(Array.from({ length: 20 }, () => idOf(said)));
    expect(new Set(ids).size).toBe(1);
    expect(await db().user.count({ where: { email: said.email } })).toBe(1);
    expect(await db().identity.count({ where: { subject: said.sub } })).toBe(1);
  });
});

describe("an account that is there already", () => {
  it("is opened when the provider has verified the address, in whatever form it writes it", async () => {
    const said = claims();
    const user = await account(said.email);
    expect(await idOf({ ...said, email: ` ${said.email.toUpperCase()}` })).toBe(user.id);
  });

  it("is then opened by nothing that opened it before: the address was not proved until now", async () => {
    const said = claims();
    const user = await account(said.email);
    const sessionId = await createSession(user.id, new Date());
    await db().identity.create({ data: { issuer: ISSUER, subject: `${said.sub}-before`, userId: user.id } });
    const { workspaceId } = await createTestProject();
    await db().member.create({ data: { workspaceId, userId: user.id, role: "stakeholder" } });
    await idOf(said);
    expect(await db().auditEvent.findMany({ where: { workspaceId } })).toMatchObject([
      { action: "member.handed_over", actorId: user.id, ref: user.id },
    ]);
    expect(await findSessionUser(sessionId, new Date())).toBeNull();
    const after = await db().user.findUniqueOrThrow({
      where: { id: user.id },
      include: { identities: true },
    });
    expect(after.passwordHash).toBeNull();
    expect(after.identities.map(({ subject }) => subject)).toEqual([said.sub]);
  });

  it.each([
    ["false", false],
    ["absent", undefined],
    ["a word", "true"],
    ["a number", 1],
  ])("stays shut when “verified” is %s", async (_what, email_verified) => {
    const said = claims({ email_verified });
    const user = await account(said.email);
    expect(await idOf(said)).toBe("email_unverified");
    expect(await db().identity.count({ where: { userId: user.id } })).toBe(0);
    expect((await db().user.findUniqueOrThrow({ where: { id: user.id } })).passwordHash).not.toBeNull();
  });

  it("is not opened by a look-alike of its address", async () => {
    await account("mia@lookalike.example");
    expect(await idOf(claims({ email: "mi\u0430@lookalike.example" }))).toBe("email_missing");
    expect(await db().user.count({ where: { email: { contains: "lookalike" } } })).toBe(1);
  });
});

describe("nobody is let in", () => {
  it.each([
    ["without an address", { email: undefined }, "email_missing"],
    ["with what is no address", { email: "not an address" }, "email_missing"],
    ["with an address of the demo", { email: "owner@demo.local" }, "email_missing"],
    ["by another issuer", { iss: "https://evil.example" }, "wrong_issuer"],
    ["without a subject", { sub: "" }, "wrong_issuer"],
    ["with a subject that is none", { sub: { not: "" } }, "wrong_issuer"],
  ])("%s", async (_what, over, refused) => {
    const users = await db().user.count();
    expect(await idOf(claims(over))).toBe(refused);
    expect(await db().user.count()).toBe(users);
  });

  it("a slash at the issuer's end makes no difference", async () => {
    expect(await idOf(claims({ iss: `${ISSUER}/` }))).toMatch(/^[0-9a-f-]{36}$/);
  });
});

it("somebody whose name cannot be shown is called by their address", async () => {
  const said = claims({ name: "\u202eevil" });
  const user = await db().user.findUniqueOrThrow({ where: { id: await idOf(said) } });
  expect(user.name).toBe(said.email.split("@")[0]);
});
