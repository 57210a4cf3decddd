import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import type { ExploredSeries } from "../explore/figures.ts";
import { getFacts, readColumns } from "../explore/read.ts";
import { importVersion } from "../import.ts";
import { recipeOf, uploadText } from "../testing.ts";
import { assertTrainable, getValidation, listValidations } from "./read.ts";
import { getSuite, proposeFor, saveSuite } from "./suite.ts";

const RECIPE = recipeOf([
  ["id", "series"],
  ["ds", "time"],
  ["y", "target"],
  ["promo", "covariate", "known_ahead", "numeric"],
]);

/** Days of two items from 1 January 2024 on. */
function file(days: number, value: (day: number, item: number) => number): string {
  const lines = ["id,ds,y,promo"];
  for (const item of [0, 1]) {
    for (let day = 0; day < days; day += 1) {
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      lines.push(`item ${item},${date},${value(day, item)},${day % 2}`);
    }
  }
  return lines.join("\n");
}
const usual = (day: number, item: number) => 10 + (day % 7) + 3 * item;

let database: TestDatabase;
let home: TestProject;
let foreign: TestProject;
beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
  foreign = await createTestProject();
});
afterAll(() => database.drop());

async function version(text: string, name: string) {
  const { id: uploadId } = await uploadText(home.data_scientist, text);
  return importVersion(home.data_scientist, { uploadId, name, recipe: RECIPE });
}
const datasetOf = async (versionId: string) =>
  (await db().datasetVersion.findUniqueOrThrow({ where: { id: versionId } })).datasetId;

describe("a dataset's expectations", () => {
  it("are proposed from its first version, which keeps all of them, and judge the next", async () => {
    const actor = home.data_scientist;
    const first = await version(file(40, usual), "Sales");
    const kept = await getValidation(actor, first.id);
    expect(kept).toMatchObject({ errors: 0, warnings: 0, revision: 1 });
    expect(kept.passed).toBeGreaterThan(6);
    // Nothing came before it to compare with.
    const skipped = kept.results
      .filter((result) => result.outcome === "skipped")
      .map((result) => result.kind);
    expect(skipped.sort()).toEqual(["drift", "rows_kept", "series_kept"]);
    await expect(assertTrainable(actor, first.id)).resolves.toBeUndefined();

    const second = await version(
      file(50, (day, item) => (day < 40 ? usual(day, item) : -500 - 10 * day)),
      "Sales",
    );
    const judged = await getValidation(actor, second.id);
    const failed = judged.results.filter((result) => result.outcome === "failed").map((result) => result.id);
    expect(failed).toEqual(["not-negative", "drift"]);
    await expect(assertTrainable(actor, second.id)).rejects.toMatchObject({
      code: "invalid_input",
      details: { detail: expect.stringContaining("The target is at least 0 (−990 to") },
    });
  });

  it("are edited by the team, at once judge what is there, and keep who did it", async () => {
    const actor = home.data_scientist;
    const first = await version(file(30, usual), "Edited");
    await getValidation(actor, first.id);
    const datasetId = await datasetOf(first.id);
    const suite = await getSuite(actor, datasetId);
    expect(suite).toMatchObject({ revision: 1, isProposal: true, name: "Edited" });
    const strict = { id: "long", kind: "history", severity: "error", leastPeriods: 31 } as const;
    const input = { revision: 1, expectations: [...suite.expectations, strict] };
    expect(await saveSuite(actor, datasetId, input)).toEqual({ revision: 2 });
    const kept = (await listValidations(actor, [first.id])).get(first.id);
    expect(kept).toMatchObject({ errors: 1, revision: 2 });
    expect(kept?.results.at(-1)).toMatchObject({
      outcome: "failed",
      title: "Every series has at least 31 known values",
      found: "the shortest has 30",
    });
    await expect(saveSuite(actor, datasetId, input)).rejects.toMatchObject({ code: "conflict" });

    const audit = await db().auditEvent.findFirst({
      where: { action: "dataset.expectations_edited", ref: datasetId },
    });
    expect(audit).toMatchObject({ actorId: actor.userId, projectId: home.projectId });
    const events = await db().event.findMany({
      where: { kind: "dataset.validated", ref: first.id, projectId: home.projectId },
    });
    expect(events).toHaveLength(2);
  });

  it("refuse what makes no sense, who may not, and ids of elsewhere", async () => {
    const actor = home.data_scientist;
    const { id } = await version(file(25, usual), "Guarded");
    const datasetId = await datasetOf(id);
    const one = { id: "gaps", kind: "gaps", severity: "warning", mostPercent: 120 };
    await expect(saveSuite(actor, datasetId, { expectations: [one] })).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { "expectations.0.mostPercent": "A share is 0 to 100 %." } },
    });
    const twice = { ...one, mostPercent: 5 };
    await expect(saveSuite(actor, datasetId, { expectations: [twice, twice] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    for (const role of ["product_owner", "stakeholder"] as const)
      await expect(saveSuite(home[role], datasetId, { expectations: [] })).rejects.toMatchObject({
        code: "forbidden",
      });
    const stranger = foreign.data_scientist;
    const asks = [
      () => getSuite(stranger, datasetId),
      () => saveSuite(stranger, datasetId, { expectations: [] }),
      () => proposeFor(stranger, id),
      () => getValidation(stranger, id),
      () => getFacts(stranger, id),
      () => readColumns(stranger, id),
      () => assertTrainable(stranger, id),
    ];
    for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a version's profile", () => {
  it("is counted once at the first look, and is the figures of every series", async () => {
    const actor = home.data_scientist;
    const zeros = (day: number, item: number) => (item === 1 && day > 40 && day < 52 ? 0 : usual(day, item));
    const { id } = await version(file(90, zeros), "Profiled");
    const facts = await getFacts(actor, id);
    expect(facts).toMatchObject({
      seasonLength: 7,
      target: { name: "y", known: 180, missing: 0, zeros: 11, minimum: 0, maximum: 19 },
      findings: { stock_out: 1, twin: 0, gaps: 0 },
      previous: null,
    });
    const columns = JSON.parse(gunzipSync(await readColumns(actor, id)).toString()) as ExploredSeries;
    expect(columns.ids).toEqual(["item 0", "item 1"]);
    expect(columns.pictures.low).toHaveLength(2);
    expect(columns.columns.stockOutPeriods).toEqual([0, 11]);
    expect(columns.columns.season[0]).toBeCloseTo(1, 6);
    const { createdAt } = await db().versionProfile.findUniqueOrThrow({ where: { versionId: id } });
    await Promise.all([getFacts(actor, id), getFacts(actor, id)]);
    expect((await db().versionProfile.findUniqueOrThrow({ where: { versionId: id } })).createdAt).toEqual(
      createdAt,
    );
  });

  it("compares with the version before as it was", async () => {
    const actor = home.data_scientist;
    await version(file(40, usual), "Compared");
    const next = await version(`${file(45, usual)}\nitem 2,2024-02-01,5,0`, "Compared");
    const { previous } = await getFacts(actor, next.id);
    expect(previous).toMatchObject({ number: 1, series: 2, kept: 2, rows: 80 });
    // Five days of two items are newer than all of the version before.
    expect(previous?.newer.bins.reduce((sum, [, count]) => sum + count, 0)).toBe(10);
  });
});
