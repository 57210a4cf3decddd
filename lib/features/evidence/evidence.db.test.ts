import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeCanvas } from "#lib/features/canvas/server.ts";
import { saveRoiCase } from "#lib/features/roi/server.ts";
import { requestRun } from "#lib/features/runs/server.ts";
import { importTestVersion, testRequest } from "#lib/features/runs/testing.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { changeClaim, createClaim, getClaim, getEvidence, listClaims, removeClaim } from "./server.ts";

let database: TestDatabase;
let ours: TestProject;
let theirs: TestProject;
const now = Date.UTC(2026, 10, 26);

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  ours = await createTestProject();
  theirs = await createTestProject();
});

const WAPE = {
  block: "offline_evaluation",
  text: "WAPE below 15 %",
  measure: "wape",
  comparison: "below",
  threshold: 15,
};
const SERIES = {
  block: "data_sources",
  text: "At least one item",
  measure: "series_count",
  comparison: "at_least",
  threshold: 1,
};

/** A run as a worker leaves it, with these scores of the method that it chose. */
async function finishedRun(versionId: string, wape: number) {
  const { id, number } = await requestRun(
    ours.data_scientist,
    testRequest(versionId, { models: ["naive", "theta"] }),
  );
  const ranking = [{ model: "theta", family: "statistical", value: 1 }];
  const selection = {
    bestStatistical: "theta",
    bestNetwork: null,
    bestBaseline: null,
    criterion: "mase",
    ranking,
  };
  await db().run.update({
    where: { id },
    data: { status: "succeeded", finishedAt: new Date(), result: { selection } },
  });
  await db().metric.createMany({
    data: [
      { model: "theta", value: wape },
      { model: "seasonal_naive", value: 0.3 },
    ].map((row) => ({
      ...row,
      runId: id,
      workspaceId: ours.workspaceId,
      scope: "test",
      name: "wape",
      count: 9,
    })),
  });
  return number;
}

const statesOf = async () => (await listClaims(ours.stakeholder, { now })).map(({ state }) => state);

describe("claims of a plan", () => {
  it("turn by themselves: with data, with a run, with newer data, and with the ROI case", async () => {
    const editor = ours.product_owner;
    await createClaim(editor, SERIES);
    await createClaim(editor, WAPE);
    await createClaim(editor, {
      block: "value_proposition",
      text: "Pays back within a year",
      measure: "payback_months",
      comparison: "at_most",
      threshold: 12,
    });
    expect(await statesOf()).toEqual(["unproven", "unproven", "unproven"]);

    const versionId = await importTestVersion(ours.owner);
    expect(await statesOf()).toEqual(["supported", "unproven", "unproven"]);

    const number = await finishedRun(versionId, 0.12);
    expect(await statesOf()).toEqual(["supported", "supported", "unproven"]);
    const [, wape] = await listClaims(ours.stakeholder, { now });
    expect(wape).toMatchObject({
      number: 12,
      figure: "12.0 %, seasonal naive 30.0 %",
      bound: "WAPE below 15 %",
      source: { words: `run ${number}, Theta`, path: `runs/${number}` },
    });
    await finishedRun(versionId, 0.2);
    expect(await statesOf()).toEqual(["supported", "contradicted", "unproven"]);

    await saveRoiCase(editor, {
      basis: "money",
      errorCost: 10_000,
      savingPercent: 100,
      buildCost: 1_000,
      runningCost: 0,
      upkeepCost: 0,
    });
    expect(await statesOf()).toEqual(["supported", "contradicted", "supported"]);
    await saveRoiCase(editor, { buildCost: 1_000_000 });
    expect(await statesOf()).toEqual(["supported", "contradicted", "contradicted"]);

    const { datasetId, ...version } = await db().datasetVersion.findUniqueOrThrow({
      where: { id: versionId },
      select: {
        datasetId: true,
        workspaceId: true,
        projectId: true,
        manifest: true,
        recipe: true,
        profile: true,
      },
    });
    const profile = { ...(version.profile as object), series: 0 };
    await db().datasetVersion.create({
      data: {
        ...version,
        datasetId,
        number: 2,
        digest: "another",
        manifest: version.manifest ?? {},
        recipe: version.recipe ?? {},
        profile,
      },
    });
    expect(await statesOf()).toEqual(["contradicted", "stale", "contradicted"]);
  });

  it("are added, changed and removed, each with a line in the audit and an event", async () => {
    const editor = ours.product_owner;
    const { id } = await createClaim(editor, { block: "decisions", text: "Overrides stay below a tenth" });
    expect(await getClaim(ours.stakeholder, id, { now })).toMatchObject({ state: "unproven", bound: "" });
    await changeClaim(editor, id, { measure: "coverage80", comparison: "at_least", threshold: 75 });
    expect((await getClaim(editor, id, { now })).bound).toBe("Share held by the 80 % band at least 75 %");
    await removeClaim(editor, id);
    expect(await listClaims(editor, { now })).toEqual([]);
    const where = { projectId: ours.projectId };
    const audit = await db().auditEvent.findMany({ where, orderBy: { id: "asc" }, select: { action: true } });
    expect(audit.map(({ action }) => action)).toEqual(["claim.created", "claim.changed", "claim.removed"]);
    const events = await db().event.findMany({ where, select: { kind: true } });
    expect(events.map(({ kind }) => kind)).toEqual(Array(3).fill("claims.changed"));
  });

  it.each<[string, object, string]>([
    ["no words", { text: " " }, "text"],
    ["no number", { threshold: null }, "threshold"],
    ["a number without a measure", { measure: null }, "measure"],
    ["a covariate where there is none", { subject: "promo" }, "subject"],
    ["a measure of a covariate without one", { measure: "covariate_recorded_share" }, "subject"],
    ["an answer that no verdict gives", { measure: "verdict", threshold: 1.5 }, "threshold"],
    ["a run that is not there", { pinnedTo: "7" }, "pinnedTo"],
    ["an id that is none", { measure: "series_count", pinnedTo: "' OR 1=1" }, "pinnedTo"],
  ])("are refused with %s, at the field", async (_what, change, field) => {
    await expect(createClaim(ours.owner, { ...WAPE, ...change })).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { [field]: expect.any(String) } },
    });
    const { id } = await createClaim(ours.owner, WAPE);
    await expect(changeClaim(ours.owner, id, change)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("belong to their workspace, and to those who may edit", async () => {
    const { id } = await createClaim(ours.owner, WAPE);
    for (const work of [
      () => getClaim(theirs.owner, id, { now }),
      () => changeClaim(theirs.owner, id, { text: "Ours" }),
      () => removeClaim(theirs.owner, id),
      () => removeClaim(ours.owner, randomUUID()),
      () => removeClaim(ours.owner, "x\u0000"),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await listClaims(theirs.owner, { now })).toEqual([]);
    const stakeholder = ours.stakeholder;
    await expect(createClaim(stakeholder, WAPE)).rejects.toMatchObject({ code: "forbidden" });
    await expect(changeClaim(stakeholder, id, { text: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeClaim(stakeholder, id)).rejects.toMatchObject({ code: "forbidden" });
    // A version of elsewhere is no source here.
    const foreign = await importTestVersion(theirs.owner);
    await expect(createClaim(ours.owner, { ...SERIES, pinnedTo: foreign })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect((await listClaims(ours.owner, { now })).map(({ state }) => state)).toEqual(["unproven"]);
  });

  it("are proposed to those who may edit, from the fields, until they are claimed", async () => {
    await writeCanvas(ours.owner, { offline_evaluation: { fields: { launchBar: "WAPE below 15 %" } } });
    const { proposals } = await getEvidence(ours.product_owner, { now });
    expect(proposals).toMatchObject([{ text: "WAPE below 15 %", measure: "wape", threshold: 15 }]);
    expect((await getEvidence(ours.stakeholder, { now })).proposals).toEqual([]);
    const [{ key: _key, bound: _bound, from: _from, ...wish } = { key: "", bound: "", from: "" }] = proposals;
    await createClaim(ours.product_owner, wish);
    expect(await getEvidence(ours.product_owner, { now })).toMatchObject({
      proposals: [],
      claims: [{ text: "WAPE below 15 %", state: "unproven" }],
    });
  });
});
