import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordAudit } from "#lib/features/audit/server.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { makeApiKey } from "./api-keys.ts";
import { auditChoices, listAudit } from "./audit-list.ts";
import { createInvitation } from "./invitations.ts";
import { changeRole, removeMember } from "./members.ts";
import { updateProject } from "./project-services.ts";

let database: TestDatabase;
let project: TestProject;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL ??= database.url;
  process.env.APP_SECRET ??= "a secret of the tests only";
});
beforeEach(async () => {
  project = await createTestProject();
});
afterAll(() => database.drop());

const linesOf = (rows: { who: string; words: string }[]) => rows.map(({ who, words }) => `${who} ${words}`);

describe("who did what", () => {
  it("is said in plain words, newest first, also of somebody who was removed", async () => {
    const { owner, stakeholder } = project;
    await changeRole(owner, { userId: stakeholder.userId, role: "product_owner" });
    await updateProject(owner, { name: "Bread", summary: "", currency: "EUR" });
    await removeMember(owner, { userId: stakeholder.userId });
    const { rows, next } = await listAudit(owner, {});
    expect(next).toBeNull();
    expect(linesOf(rows)).toEqual([
      `${owner.userName} removed ${stakeholder.userName}, product owner`,
      `${owner.userName} changed the settings of the project “Bread”`,
      `${owner.userName} changed the role of ${stakeholder.userName} from stakeholder to product owner`,
    ]);
    expect(rows[1]?.project).toEqual({ slug: owner.projectSlug, name: "Bread" });
  });

  it("names an API key that acted as itself, and the command line", async () => {
    const { id, name } = await makeApiKey(project.owner, {
      name: "Night job",
      role: "data_scientist",
      expiresInDays: null,
    });
    const entry = { workspaceId: project.workspaceId, projectId: project.projectId, ref: randomUUID() };
    await recordAudit(db(), { ...entry, actorId: id, action: "run.requested", detail: { number: 3 } });
    await recordAudit(db(), { ...entry, actorId: null, action: "api_key.created", detail: { name: "CLI" } });
    const { rows } = await listAudit(project.stakeholder, {});
    expect(linesOf(rows)).toContain(`${name} started run 3`);
    expect(rows.find(({ who }) => who === name)?.isKey).toBe(true);
    expect(linesOf(rows)).toContain("The command line made the API key “CLI”");
    expect((await auditChoices(project.owner)).people.map((person) => person.name)).toContain("Night job");
  });

  it("shows an invitation's address and a key's first letters to owners only", async () => {
    await createInvitation(project.owner, { email: "secret@example.com", role: "stakeholder" }, new Date());
    const { prefix } = await makeApiKey(project.owner, { name: "K", role: "stakeholder", expiresInDays: 1 });
    for (const role of ["product_owner", "data_scientist", "stakeholder"] as const) {
      const seen = JSON.stringify(await listAudit(project[role], {}));
      expect(seen).toContain("invited somebody as stakeholder");
      expect(seen).not.toContain("secret@example.com");
      expect(seen).not.toContain(prefix);
    }
    const seen = JSON.stringify(await listAudit(project.owner, {}));
    expect(seen).toContain("invited secret@example.com as stakeholder");
    expect(seen).toContain(prefix);
  });

  it("shows nothing of another workspace, whatever is asked for", async () => {
    const theirs = await createTestProject();
    await updateProject(theirs.owner, { name: "Theirs", summary: "", currency: "EUR" });
    for (const filter of [
      {},
      { person: theirs.owner.userId },
      { project: theirs.owner.projectSlug },
      { kind: "projects" },
    ]) {
      expect((await listAudit(project.owner, filter)).rows).toEqual([]);
    }
  });
});

describe("the list", () => {
  async function fill(count: number): Promise<void> {
    // Many at one moment: the id decides between them.
    const at = new Date("2026-01-05T10:00:00Z");
    await db().auditEvent.createMany({
      data: Array.from({ length: count }, (_, i) => ({
        workspaceId: project.workspaceId,
        projectId: i % 2 === 0 ? project.projectId : null,
        actorId: i % 3 === 0 ? project.owner.userId : project.data_scientist.userId,
        action: i % 5 === 0 ? "run.requested" : "canvas.edited",
        ref: String(i),
        at: new Date(at.getTime() + Math.floor(i / 40)),
      })),
    });
  }

  it("comes by pages without a gap and without a repetition", async () => {
    await fill(130);
    const seen: string[] = [];
    let before: string | undefined;
    for (let page = 0; page < 5; page++) {
      const { rows, next } = await listAudit(project.owner, { before });
      expect(rows.length).toBeLessThanOrEqual(50);
      seen.push(...rows.map(({ ref }) => ref));
      if (next === null) break;
      before = next;
    }
    expect(seen).toHaveLength(130);
    expect(new Set(seen).size).toBe(130);
  });

  it("is filtered by person, kind and project, together", async () => {
    await fill(60);
    const filter = { person: project.owner.userId, kind: "runs", project: project.owner.projectSlug };
    const { rows } = await listAudit(project.owner, filter);
    // Divisible by 2, 3 and 5.
    expect(rows.map(({ ref }) => ref).sort()).toEqual(["0", "30"]);
    expect((await listAudit(project.owner, { project: "no-such" })).rows).toEqual([]);
  });

  it.each([
    ["a garbage cursor", { before: "'; DROP TABLE" }],
    ["a cursor of huge numbers", { before: `${"9".repeat(15)}_${randomUUID()}` }],
    ["operators", { person: { not: "" }, kind: { in: [] }, project: { contains: "" } }],
    ["lists", { person: ["a", "b"], kind: ["runs"] }],
    ["a NUL", { project: "\u0000" }],
    ["a kind that is none", { kind: "constructor" }],
  ])("%s filters nothing and breaks nothing", async (_what, filter) => {
    await fill(3);
    expect((await listAudit(project.owner, filter)).rows.length).toBeLessThanOrEqual(3);
  });
});
