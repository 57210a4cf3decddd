import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_PASSWORD } from "#lib/features/workspaces/demo-accounts.ts";
import { may, type Right } from "#lib/features/workspaces/index.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { setSessionReader } from "#lib/platform/session.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";

vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

type Action = (...args: unknown[]) => Promise<unknown>;

interface Row {
  right: Right;
  /** Arguments as a browser would send them to the project at this address. */
  args: (place: { workspace: string; project: string }) => unknown[];
}

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

const ROLES = ["owner", "product_owner", "data_scientist", "stakeholder"] as const;
const PROJECT = "(workspace)/w/[workspace]/p/[project]";

const RUN = {
  datasetVersionId: randomUUID(),
  horizonSteps: 7,
  seasonLength: 7,
  selectionFolds: 1,
  testFolds: 1,
  models: ["naive"],
  network: { trainingSteps: 10, members: 1 },
  seed: 1,
  clientKey: randomUUID(),
};
const DECISION = {
  runNumber: 1,
  kind: "stop",
  model: null,
  reason: "It does not pay for itself.",
  verdictId: null,
  clientKey: randomUUID(),
};

/** Every server action that needs a role: `file#name`. An action that is neither here nor in OPEN fails the test. */
const ACTIONS: Record<string, Row> = {
  "(workspace)/w/[workspace]/actions.ts#createProjectAction": {
    right: "edit_plan",
    args: ({ workspace }) => [workspace, null, form({ name: "A project", summary: "", currency: "EUR" })],
  },
  "(workspace)/w/[workspace]/members/actions.ts#inviteAction": {
    right: "administer",
    args: ({ workspace }) => [workspace, null, form({ email: "new@test.local", role: "stakeholder" })],
  },
  "(workspace)/w/[workspace]/members/actions.ts#revokeInvitationAction": {
    right: "administer",
    args: ({ workspace }) => [workspace, { invitationId: randomUUID() }],
  },
  "(workspace)/w/[workspace]/members/actions.ts#issueResetAction": {
    right: "administer",
    args: ({ workspace }) => [workspace, { userId: randomUUID() }],
  },
  "(workspace)/w/[workspace]/keys/actions.ts#makeKeyAction": {
    right: "administer",
    args: ({ workspace }) => [
      workspace,
      null,
      form({ name: "Nightly", role: "data_scientist", expiresInDays: "30" }),
    ],
  },
  "(workspace)/w/[workspace]/keys/actions.ts#revokeKeyAction": {
    right: "administer",
    args: ({ workspace }) => [workspace, { id: randomUUID() }],
  },
  "(workspace)/w/[workspace]/members/actions.ts#changeRoleAction": {
    right: "administer",
    args: ({ workspace }) => [workspace, { userId: randomUUID(), role: "stakeholder" }],
  },
  "(workspace)/w/[workspace]/members/actions.ts#removeMemberAction": {
    right: "administer",
    args: ({ workspace }) => [workspace, { userId: randomUUID() }],
  },
  [`${PROJECT}/settings/actions.ts#updateProjectAction`]: {
    right: "edit_plan",
    args: (place) => [place, null, form({ name: "Renamed", summary: "", currency: "EUR" })],
  },
  [`${PROJECT}/canvas/versions/actions.ts#nameSnapshotAction`]: {
    right: "edit_plan",
    args: (place) => [place, null, form({ name: "Before the review" })],
  },
  [`${PROJECT}/canvas/versions/actions.ts#restoreSnapshotAction`]: {
    right: "edit_plan",
    args: (place) => [place, 1],
  },
  [`${PROJECT}/data/[version]/checks/actions.ts#saveSuiteAction`]: {
    right: "edit_data_and_runs",
    args: (place) => [place, randomUUID(), { expectations: [] }],
  },
  [`${PROJECT}/canvas/facts/actions.ts#takeFactsAction`]: {
    right: "edit_plan",
    args: (place) => [place, { block: "data_sources", datasetId: randomUUID() }],
  },
  [`${PROJECT}/data/datasets/[dataset]/actions.ts#deleteVersionAction`]: {
    right: "administer",
    args: (place) => [place, randomUUID(), { evenIfUsed: true, reason: "" }],
  },
  [`${PROJECT}/data/datasets/[dataset]/actions.ts#deleteDatasetAction`]: {
    right: "administer",
    args: (place) => [place, randomUUID(), { evenIfUsed: true, reason: "" }],
  },
  [`${PROJECT}/data/datasets/[dataset]/actions.ts#setKeepAction`]: {
    right: "administer",
    args: (place) => [place, randomUUID(), { keepVersions: 3, keepDays: null }],
  },
  [`${PROJECT}/data/datasets/[dataset]/actions.ts#saveTermsAction`]: {
    right: "edit_data_and_runs",
    args: (place) => [place, randomUUID(), { owner: "Controlling" }],
  },
  [`${PROJECT}/canvas/share/actions.ts#createCanvasLinkAction`]: {
    right: "edit_plan",
    args: (place) => [place, { label: "The board", expiresInDays: 7 }],
  },
  [`${PROJECT}/canvas/share/actions.ts#revokeCanvasLinkAction`]: {
    right: "edit_plan",
    args: (place) => [place, { id: randomUUID() }],
  },
  [`${PROJECT}/roi/actions.ts#saveRoiAction`]: {
    right: "edit_plan",
    args: (place) => [place, null, { unitsAYear: 1_000 }],
  },
  [`${PROJECT}/roi/actions.ts#changeRoiCaseAction`]: {
    right: "edit_plan",
    args: (place) => [place, null, { followsCanvas: true }],
  },
  [`${PROJECT}/roi/actions.ts#createRoiCaseAction`]: {
    right: "edit_plan",
    args: (place) => [place, { kind: "own" }],
  },
  [`${PROJECT}/roi/actions.ts#deleteRoiCaseAction`]: {
    right: "edit_plan",
    args: (place) => [place, randomUUID()],
  },
  [`${PROJECT}/roi/actions.ts#linkMeasuredAction`]: {
    right: "edit_plan",
    args: (place) => [place, null, false],
  },
  [`${PROJECT}/opportunities/actions.ts#createOpportunityAction`]: {
    right: "edit_plan",
    args: (place) => [place, { name: "Order pasta" }],
  },
  [`${PROJECT}/opportunities/actions.ts#changeOpportunityAction`]: {
    right: "edit_plan",
    args: (place) => [place, randomUUID(), { value: 3 }],
  },
  [`${PROJECT}/opportunities/actions.ts#deleteOpportunityAction`]: {
    right: "edit_plan",
    args: (place) => [place, randomUUID()],
  },
  [`${PROJECT}/opportunities/actions.ts#chooseOpportunityAction`]: {
    right: "edit_plan",
    args: (place) => [place, randomUUID()],
  },
  [`${PROJECT}/opportunities/actions.ts#createLinkAction`]: {
    right: "edit_plan",
    args: (place) => [place, { fromId: randomUUID(), toId: randomUUID() }],
  },
  [`${PROJECT}/opportunities/actions.ts#changeLinkAction`]: {
    right: "edit_plan",
    args: (place) => [place, randomUUID(), { label: "sales" }],
  },
  [`${PROJECT}/opportunities/actions.ts#deleteLinkAction`]: {
    right: "edit_plan",
    args: (place) => [place, randomUUID()],
  },
  [`${PROJECT}/opportunities/actions.ts#changeTermsAction`]: {
    right: "edit_plan",
    args: (place) => [place, { rankBy: "rice" }],
  },
  [`${PROJECT}/opportunities/actions.ts#startProcessAction`]: {
    right: "edit_plan",
    args: (place) => [place, { key: "retail_demand" }],
  },
  [`${PROJECT}/canvas/actions.ts#createClaimAction`]: {
    right: "edit_plan",
    args: (place) => [place, { block: "decisions", text: "Overrides stay rare" }],
  },
  [`${PROJECT}/canvas/actions.ts#changeClaimAction`]: {
    right: "edit_plan",
    args: (place) => [place, randomUUID(), { text: "Overrides stay rare" }],
  },
  [`${PROJECT}/canvas/actions.ts#removeClaimAction`]: {
    right: "edit_plan",
    args: (place) => [place, randomUUID()],
  },
  [`${PROJECT}/data/[version]/labels/actions.ts#addLabelsAction`]: {
    right: "edit_data_and_runs",
    args: (place) => [
      { ...place, dataset: randomUUID() },
      { answer: "accept", labels: [{ kind: "note", seriesId: null, fromTime: 0, toTime: 1, text: "A" }] },
    ],
  },
  [`${PROJECT}/data/[version]/labels/actions.ts#removeLabelsAction`]: {
    right: "edit_data_and_runs",
    args: (place) => [{ ...place, dataset: randomUUID() }, { ids: [randomUUID()] }],
  },
  [`${PROJECT}/data/[version]/labels/actions.ts#restoreLabelsAction`]: {
    right: "edit_data_and_runs",
    args: (place) => [{ ...place, dataset: randomUUID() }, { ids: [randomUUID()] }],
  },
  [`${PROJECT}/runs/actions.ts#requestRunAction`]: {
    right: "edit_data_and_runs",
    args: (place) => [place, RUN],
  },
  [`${PROJECT}/runs/actions.ts#cancelRunAction`]: {
    right: "edit_data_and_runs",
    args: (place) => [place, 1],
  },
  [`${PROJECT}/runs/actions.ts#openUntouchedAction`]: {
    right: "decide",
    args: (place) => [place, 1],
  },
  [`${PROJECT}/runs/actions.ts#replayRunAction`]: {
    right: "edit_data_and_runs",
    args: (place) => [place, 1],
  },
  [`${PROJECT}/decisions/actions.ts#recordDecisionAction`]: {
    right: "decide",
    args: (place) => [place, DECISION],
  },
};

/** Actions outside of any workspace: for people who are not signed in yet, and for a person's own account. */
const OPEN = new Set([
  ...["signInAction", "signUpAction", "signOutAndComeBackAction"].map((name) => `(auth)/actions.ts#${name}`),
  "(auth)/invitation/actions.ts#acceptInvitationAction",
  "(auth)/invitation/actions.ts#acceptWithNewAccountAction",
  "(auth)/reset/actions.ts#resetPasswordAction",
]);

/** A person's own: what they need is to be signed in. */
const OWN: Record<string, unknown[]> = {
  "(workspace)/w/actions.ts#createWorkspaceAction": [null, form({ name: "A workspace" })],
  "account/actions.ts#renameAction": [null, form({ name: "Another name" })],
  "account/actions.ts#changePasswordAction": [
    null,
    form({ current: "what it was", password: "what it shall be" }),
  ],
  "account/actions.ts#endSessionAction": [{ sessionId: randomUUID() }],
  "account/actions.ts#endAllSessionsAction": [],
  "account/actions.ts#leaveWorkspaceAction": [{ workspace: "somewhere" }],
};

const APP = new URL("./", import.meta.url);

async function declaredActions(): Promise<Map<string, Action>> {
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("actions.ts"),
  );
  const found = new Map<string, Action>();
  for (const file of files) {
    const exports: Record<string, unknown> = await import(fileURLToPath(new URL(file, APP)));
    for (const [name, value] of Object.entries(exports)) {
      if (typeof value === "function") found.set(`${file}#${name}`, value as Action);
    }
  }
  return found;
}

let database: TestDatabase;
let ours: TestProject;
let theirs: TestProject;
let actions: Map<string, Action>;
const sessions = new Map<string, string>();

beforeAll(async () => {
  process.env.APP_SECRET ??= "a secret for this test only";
  process.env.DATABASE_URL ??= process.env.TEST_DATABASE_URL;
  database = await createTestDatabase();
  ours = await createTestProject();
  theirs = await createTestProject();
  for (const actor of [ours.owner, ours.product_owner, ours.data_scientist, ours.stakeholder]) {
    const { id } = await db().session.create({
      data: { userId: actor.userId, expiresAt: new Date(Date.now() + 60_000_000) },
    });
    sessions.set(actor.role, id);
  }
  actions = await declaredActions();
});

afterAll(async () => {
  setSessionReader();
  await closeSender();
  await database.drop();
});

function signInAs(role: Role | null): void {
  setSessionReader(async () => (role ? (sessions.get(role) ?? null) : null));
}

const placeOf = (project: TestProject) => ({
  workspace: project.owner.workspaceSlug,
  project: project.owner.projectSlug,
});

/** The words of the answer, whichever of the two shapes the action gives. */
async function answer(name: string, place: { workspace: string; project: string }): Promise<string> {
  const row = ACTIONS[name];
  const action = actions.get(name);
  if (!row || !action) throw new Error(`${name} is not there`);
  return JSON.stringify(await action(...row.args(place)));
}

async function fingerprint(): Promise<string> {
  const tables = ["AuditEvent", "Member", "Project", "RoiCase", "Run", "Decision", "ProcessTask", "ApiKey"];
  const counts = await Promise.all(
    tables.map((table) =>
      database.pool.query(`SELECT count(*)::int AS n, max(x::text) AS m FROM "${table}" x`),
    ),
  );
  return JSON.stringify(counts.map((count) => count.rows[0]));
}

describe("every server action", () => {
  it("stands in the table", () => {
    const declared = [...actions.keys()].filter((name) => !OPEN.has(name)).sort();
    expect(declared).toEqual([...Object.keys(ACTIONS), ...Object.keys(OWN)].sort());
  });

  it.each(Object.keys(OWN))("%s asks nobody to sign in first, and does nothing", async (name) => {
    const before = await fingerprint();
    signInAs(null);
    expect(JSON.stringify(await actions.get(name)?.(...(OWN[name] ?? [])))).toContain("Sign in first");
    expect(await fingerprint()).toBe(before);
  });

  it.each(["", "x", "a".repeat(43), "%00", null, { not: "" }, 7])(
    "the link %j opens nothing, and says so in words",
    async (token) => {
      const before = await fingerprint();
      const join = actions.get("(auth)/invitation/actions.ts#acceptInvitationAction");
      signInAs("stakeholder");
      expect(JSON.stringify(await join?.(token))).toContain("not an invitation that we know");
      signInAs(null);
      expect(JSON.stringify(await join?.(token))).toContain("Sign in first");
      const signUp = actions.get("(auth)/invitation/actions.ts#acceptWithNewAccountAction");
      const person = form({ name: "Mia", password: "a long enough one" });
      expect(JSON.stringify(await signUp?.(token, null, person))).toContain("not an invitation that we know");
      const reset = actions.get("(auth)/reset/actions.ts#resetPasswordAction");
      expect(JSON.stringify(await reset?.(token, null, person))).toContain("not a link that we know");
      expect(await fingerprint()).toBe(before);
    },
  );

  it("an own action survives garbage in words", async () => {
    const before = await fingerprint();
    signInAs("stakeholder");
    for (const name of ["endSessionAction", "leaveWorkspaceAction"]) {
      const action = actions.get(`account/actions.ts#${name}`);
      for (const garbage of [undefined, { not: "" }, { sessionId: { not: "" }, workspace: { not: "" } }]) {
        const words = JSON.stringify(await action?.(garbage));
        expect(words).toContain('"ok":false');
        expect(words).not.toContain("on our side");
      }
    }
    expect(await fingerprint()).toBe(before);
  });

  it.each(Object.keys(ACTIONS))(
    "%s answers that there is nothing at a foreign workspace, to any role",
    async (name) => {
      for (const role of ["owner", "data_scientist", "stakeholder"] as const) {
        signInAs(role);
        expect(await answer(name, placeOf(theirs))).toContain("There is nothing here");
      }
    },
  );

  it.each(Object.keys(ACTIONS))("%s asks nobody to sign in first", async (name) => {
    signInAs(null);
    expect(await answer(name, placeOf(ours))).toContain("Sign in first");
  });

  it.each(Object.keys(ACTIONS))(
    "%s tells each role without the right who has it, and changes nothing",
    async (name) => {
      const before = await fingerprint();
      const right = ACTIONS[name]?.right ?? "read";
      const without = ROLES.filter((role) => !may(role, right));
      expect(without).toContain("stakeholder");
      for (const role of without) {
        signInAs(role);
        expect({ role, words: await answer(name, placeOf(ours)) }).toEqual({
          role,
          words: expect.stringContaining("This can be done by"),
        });
      }
      expect(await fingerprint()).toBe(before);
    },
  );

  it.each([
    ["an operator where a string belongs", { not: "" }],
    ["nothing", undefined],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a hostile key", JSON.parse('{"__proto__": {"role": "owner"}}')],
    ["5,000 levels", JSON.parse(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`)],
    ["an unknown field", { role: "owner", workspaceId: randomUUID(), password: DEMO_PASSWORD }],
  ])("survives %s as its last argument", async (_what, garbage) => {
    const before = await fingerprint();
    signInAs("owner");
    for (const [name, action] of actions) {
      const row = ACTIONS[name];
      if (!row) continue;
      const args = row.args(placeOf(ours));
      if (args.at(-1) instanceof FormData) continue;
      const words = JSON.stringify(await action(...args.slice(0, -1), garbage));
      expect(words).not.toContain("on our side");
      expect(words).toContain('"ok":false');
    }
    expect(await fingerprint()).toBe(before);
  });
});
