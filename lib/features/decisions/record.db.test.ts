import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCanvas } from "#lib/features/canvas/server.ts";
import type { VerdictDetail } from "#lib/features/verdict/index.ts";
import { loadVerdictInputs } from "#lib/features/verdict/inputs.ts";
import { PAYING_VERDICT } from "#lib/features/verdict/testing.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { getDecideStop, getDecisionOptions, listDecisions, recordDecision } from "./server.ts";

let database: TestDatabase;
let project: TestProject;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const DETAIL: VerdictDetail = { ...PAYING_VERDICT, steps: [] };

/** A finished run of seasonal naive and the network, judged unless told otherwise. */
async function createRun(
  actor: ProjectActor,
  options: { number: number; isJudged?: boolean; status?: "running" | "succeeded" },
): Promise<{ runId: string; verdictId: string | null }> {
  const { workspaceId, projectId } = actor;
  const scope = { workspaceId, projectId };
  const dataset = await db().dataset.create({ data: { ...scope, name: `sales ${options.number}` } });
  const version = await db().datasetVersion.create({
    data: {
      ...scope,
      datasetId: dataset.id,
      number: 1,
      digest: randomUUID(),
      manifest: {},
      recipe: {},
      profile: {},
    },
  });
  const run = await db().run.create({
    data: {
      ...scope,
      number: options.number,
      datasetVersionId: version.id,
      spec: {},
      seed: 1,
      status: options.status ?? "succeeded",
      metrics: {
        create: ["seasonal_naive", "network"].map((model) => ({
          workspaceId,
          model,
          scope: "test",
          name: "wape",
          value: 0.5,
          count: 10,
        })),
      },
    },
  });
  if (options.isJudged === false) return { runId: run.id, verdictId: null };
  // Unit costs are what a verdict is about; stored under the digest that the present ones have.
  await writeCanvas(actor, { offline_evaluation: { fields: { costUnder: 0.54, costOver: 0.18 } } });
  const { digest } = await loadVerdictInputs(actor);
  const verdict = await db().verdict.create({
    data: {
      ...scope,
      runId: run.id,
      inputsDigest: digest,
      kind: "network_pays",
      sentence: "Use ML. It saves.",
      detail: DETAIL,
    },
  });
  return { runId: run.id, verdictId: verdict.id };
}

function adoption(verdictId: string | null, change: Record<string, unknown> = {}) {
  return {
    runNumber: 1,
    kind: "adopt_model",
    model: "network",
    reason: "It saves two thousand a year.",
    verdictId,
    clientKey: randomUUID(),
    ...change,
  };
}

describe("recording a decision", () => {
  let verdictId: string | null;
  beforeAll(async () => {
    project = await createTestProject();
    ({ verdictId } = await createRun(project.owner, { number: 1 }));
  });

  it("freezes verdict and expected saving, and tells audit and readers", async () => {
    const { id } = await recordDecision(project.product_owner, adoption(verdictId));
    const [line] = await listDecisions(project.stakeholder);
    expect(line).toMatchObject({
      id,
      title: "Adopt the network",
      person: project.product_owner.userName,
      runNumber: 1,
      isOverride: false,
      verdict: { kind: "network_pays", sentence: "Use ML. It saves." },
      // (2000 − 1500) × 4
      expected: { saving: 2000, against: "seasonal_naive", span: "a year" },
    });
    expect(await db().auditEvent.count({ where: { ref: id, action: "decision.recorded" } })).toBe(1);
    expect(await db().event.count({ where: { ref: id, kind: "decision.recorded" } })).toBe(1);
    expect(await getDecideStop(project.stakeholder)).toMatchObject({
      state: "done",
      headline: "Adopt the network",
    });
  });

  it("keeps what was frozen when the verdict is computed anew", async () => {
    const before = await listDecisions(project.owner);
    await db().verdict.updateMany({
      where: { projectId: project.projectId },
      data: { sentence: "Changed." },
    });
    expect(await listDecisions(project.owner)).toEqual(before);
  });

  it("makes one decision of twenty parallel submits of one form", async () => {
    const form = adoption(verdictId, { reason: "Pressed twenty times at once." });
    const ids = await Promise.all(Array.from({ length: 20 }, () => recordDecision(project.owner, form)));
    expect(new Set(ids.map((row) => row.id)).size).toBe(1);
    expect(await db().decision.count({ where: { clientKey: form.clientKey } })).toBe(1);
    const ref = ids[0]?.id ?? "";
    expect(await db().auditEvent.count({ where: { ref } })).toBe(1);
    expect(await db().event.count({ where: { ref } })).toBe(1);
  });

  it("refuses another content under the same key", async () => {
    const form = adoption(verdictId);
    await recordDecision(project.owner, form);
    await expect(
      recordDecision(project.owner, { ...form, reason: "Something else entirely." }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("takes an override only under the person's own name", async () => {
    const override = adoption(verdictId, { kind: "stop", model: null, reason: "The budget was cut in May." });
    for (const signature of ["", "Somebody Else"]) {
      await expect(recordDecision(project.owner, { ...override, signature })).rejects.toMatchObject({
        code: "invalid_input",
        details: { fields: { signature: expect.stringContaining(project.owner.userName) } },
      });
    }
    const signature = ` ${project.owner.userName.toUpperCase()} `;
    const { id } = await recordDecision(project.owner, { ...override, signature });
    const line = (await listDecisions(project.owner)).find((one) => one.id === id);
    expect(line).toMatchObject({ isOverride: true, expected: null, verdict: { kind: "network_pays" } });
  });

  it("refuses when the verdict is not the one that was read", async () => {
    for (const stale of [null, randomUUID()]) {
      await expect(recordDecision(project.owner, adoption(stale))).rejects.toMatchObject({
        code: "conflict",
      });
    }
  });

  it("refuses when the unit costs have changed since the verdict that was read", async () => {
    const changed = await createTestProject();
    const read = await createRun(changed.owner, { number: 1 });
    await writeCanvas(changed.owner, { offline_evaluation: { fields: { costUnder: 2 } } });
    // No forecasts stand behind this run, so its verdict at the new costs cannot even be computed.
    await expect(recordDecision(changed.owner, adoption(read.verdictId))).rejects.toThrow();
    expect(await db().decision.count({ where: { projectId: changed.projectId } })).toBe(0);
  });

  it("refuses a method that the run did not score", async () => {
    await expect(
      recordDecision(
        project.owner,
        adoption(verdictId, { model: "theta", signature: project.owner.userName }),
      ),
    ).rejects.toMatchObject({ code: "invalid_input", details: { fields: { model: expect.any(String) } } });
  });

  it.each([
    ["a short reason", { reason: "   because   " }],
    ["no reason", { reason: undefined }],
    ["a NUL in the reason", { reason: "It saves a lot.\0" }],
    ["an operator for a reason", { reason: { not: "" } }],
    ["an adoption without a method", { model: null }],
    ["a stop with a method", { kind: "stop" }],
    ["an unknown kind", { kind: "perhaps" }],
    ["an unknown field", { decidedBy: "Somebody Else" }],
    ["a run number that is none", { runNumber: "1" }],
    ["a huge run number", { runNumber: 1e15 }],
  ])("refuses %s as invalid input and stores nothing", async (_, change) => {
    const before = await db().decision.count();
    await expect(recordDecision(project.owner, adoption(verdictId, change))).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await db().decision.count()).toBe(before);
  });

  it.each(["data_scientist", "stakeholder"] as const)("is forbidden to a %s", async (role) => {
    await expect(recordDecision(project[role], adoption(verdictId))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("knows nothing of another workspace's runs", async () => {
    const foreign = await createTestProject();
    await expect(recordDecision(foreign.owner, adoption(verdictId))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getDecisionOptions(foreign.owner, 1)).rejects.toMatchObject({ code: "not_found" });
    expect(await listDecisions(foreign.owner)).toEqual([]);
  });

  it("is kept for ever: the database refuses a change and a deletion", async () => {
    await expect(db().decision.updateMany({ data: { reason: "Rewritten later." } })).rejects.toThrow(/kept/);
    await expect(db().decision.deleteMany({})).rejects.toThrow(/kept/);
    await expect(db().project.delete({ where: { id: project.projectId } })).rejects.toThrow();
  });
});

describe("a run without a verdict, and one at work", () => {
  beforeAll(async () => {
    project = await createTestProject();
    await createRun(project.owner, { number: 1, isJudged: false });
    await createRun(project.owner, { number: 2, isJudged: false, status: "running" });
  });

  it("takes the baseline without, and a model only with a signature", async () => {
    await expect(recordDecision(project.owner, adoption(null))).rejects.toMatchObject({
      code: "invalid_input",
    });
    await recordDecision(
      project.owner,
      adoption(null, { kind: "adopt_baseline", model: "seasonal_naive", reason: "No unit costs are known." }),
    );
    expect((await listDecisions(project.owner))[0]).toMatchObject({
      isOverride: false,
      verdict: null,
      expected: null,
    });
  });

  it("waits for the run to finish", async () => {
    await expect(
      recordDecision(project.owner, adoption(null, { runNumber: 2, kind: "stop", model: null })),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});
