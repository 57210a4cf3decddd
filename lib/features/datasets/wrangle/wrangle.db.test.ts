import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { importVersion } from "../import.ts";
import { loadPanel } from "../panel.ts";
import { previewSteps, wrangleVersion } from "../reader.ts";
import { recipeOf, uploadText } from "../testing.ts";
import { understandUpload } from "../understand.ts";
import { getDatasetVersion, getSeriesSummary } from "../versions.ts";
import { getRecipe, saveRecipe } from "./saved-recipe.ts";
import { type Step, StepsSchema } from "./step-schema.ts";
import type { BareStep } from "./testing.ts";
import { countWaitingSteps } from "./waiting-steps.ts";

let database: TestDatabase;
let home: TestProject;
let foreign: TestProject;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
  foreign = await createTestProject();
});
afterAll(() => database.drop());

const steps = (...list: BareStep[]): Step[] =>
  StepsSchema.parse(list.map((step, i) => ({ id: `s${i}`, ...step })));
const recipeWith = (list: Step[]) =>
  recipeOf(
    [
      ["id", "series"],
      ["ds", "time"],
      ["y", "target"],
      ["brand", "covariate", "static", "categorical"],
    ],
    { steps: list, blankTarget: "missing" },
  );
/** Days of a month for each name, the value being the day; `skip` leaves one day out. */
const drop = (month: string, names: readonly string[], days = 5, skip = 0) =>
  `id,ds,y,brand\n${names.flatMap((name) => Array.from({ length: days }, (_, i) => i + 1).flatMap((day) => (day === skip && name === names[0] ? [] : [`${name},2024-${month}-${String(day).padStart(2, "0")},${day},${name[0]}`]))).join("\n")}\n`;
const upload = async (text: string, name = "sales.csv") =>
  (await uploadText(home.data_scientist, text, name)).id;
async function made(text: string, name: string, list: Step[] = []) {
  const input = { uploadId: await upload(text, `${name}.csv`), name, recipe: recipeWith(list) };
  return importVersion(home.data_scientist, input);
}
const panelOf = (versionId: string) => loadPanel({ workspaceId: home.workspaceId, versionId });

describe("a version with a recipe", () => {
  it("is made of a version's rows as they were read, and says what each step did", async () => {
    const actor = home.data_scientist;
    const plain = await made(drop("01", ["x1", "y1"], 5, 3), "Steps");
    const list = steps(
      { kind: "fill", method: "interpolate" },
      { kind: "hierarchy", levels: [{ of: "total" }] },
      { kind: "holidays", place: "IT" },
    );
    const made1 = await wrangleVersion(actor, { versionId: plain.id, steps: list });
    expect(made1).toMatchObject({ number: 2, isNew: true });
    const view = await getDatasetVersion(actor, made1.id);
    expect(view.recipe.steps).toEqual(list);
    expect(view.profile).toMatchObject({
      rows: 15,
      series: 3,
      covariates: [{ name: "brand" }, { name: "public_holiday", availability: "known_ahead" }],
      steps: [
        { id: "s0", valuesChanged: 1, rowsBefore: 9, rowsAfter: 10 },
        { id: "s1", seriesBefore: 2, seriesAfter: 3 },
        { id: "s2", valuesChanged: 3 },
      ],
    });
    expect(view.manifest.read).toHaveLength(1);
    const panel = await panelOf(made1.id);
    expect(panel.ids).toEqual(["x1", "y1", "Total"]);
    expect(Array.from(panel.values)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 2, 4, 6, 8, 10]);
    // New Year's Day.
    expect(Array.from(panel.covariates[1]?.values ?? []).slice(0, 5)).toEqual([1, 0, 0, 0, 0]);

    // Another recipe starts from the same rows, and none gives the plain version again.
    const other = await wrangleVersion(actor, { versionId: made1.id, steps: [] });
    expect(other).toMatchObject({ id: plain.id, isNew: false });
    const renamed = list.map((step) => ({ ...step, id: `${step.id}x`, name: "Mine" }));
    expect(await wrangleVersion(actor, { versionId: plain.id, steps: renamed })).toMatchObject({
      id: made1.id,
      isNew: false,
    });
  });

  it("is the same one, read from the file with its steps in one go", async () => {
    const list = steps({ kind: "fill", method: "zero" });
    const plain = await made(drop("01", ["p1", "q1"], 6, 4), "One go");
    const wrangled = await wrangleVersion(home.owner, { versionId: plain.id, steps: list });
    const text = drop("01", ["p1", "q1"], 6, 4);
    const read = await made(text, "One go too", list);
    expect(read.digest).toBe(wrangled.digest);
    const views = await Promise.all([wrangled, read].map(({ id }) => getDatasetVersion(home.owner, id)));
    expect(views[1]?.profile).toEqual(views[0]?.profile);
    expect(views[1]?.manifest.parts).toEqual(views[0]?.manifest.parts);
    const understood = await understandUpload(home.owner, {
      uploadId: await upload(text),
      recipe: recipeWith(list),
    });
    expect(understood.preview?.profile).toEqual(views[0]?.profile);
  });

  it("is refused by the name of the step that does not fit, and nothing is stored", async () => {
    const plain = await made(drop("01", ["r1"]), "Refused");
    const list = steps(
      { kind: "drop_short", least: 1 },
      { kind: "rename", name: "Old price", from: "price", to: "p" },
    );
    await expect(wrangleVersion(home.owner, { versionId: plain.id, steps: list })).rejects.toThrow(
      /^Step 2, “Old price”: There is no covariate “price” at this step. There are “brand”/,
    );
    const tried = await previewSteps(home.owner, { versionId: plain.id, steps: list });
    expect(tried).toMatchObject({
      refused: { index: 1, id: "s1" },
      facts: [{ id: "s0" }],
      after: { series: 1 },
    });
  });
});

describe("drops after a version with a recipe", () => {
  const rowSteps = steps(
    { kind: "convert", by: { of: "factor", factor: 10 } },
    { kind: "filter", rows: "leave_out", where: { of: "value", how: "above", value: 40 } },
    { kind: "mask", from: "2024-02-02", to: "2024-02-02", series: ["m1"] },
  );

  async function bothWays(name: string, list: Step[], second: string) {
    const actor = home.data_scientist;
    const first = await made(drop("01", ["m1", "n1"]), name, list);
    const added = { moreUploadIds: [], appendTo: first.id, uploadId: await upload(second, "second.csv") };
    const appended = await importVersion(actor, { ...added, name, recipe: recipeWith(list) });
    const whole = await importVersion(actor, {
      uploadId: await upload(drop("01", ["m1", "n1"]), `${name}.csv`),
      moreUploadIds: [await upload(second, "second.csv")],
      name: `${name} whole`,
      recipe: recipeWith(list),
    });
    const views = await Promise.all([first, appended, whole].map(({ id }) => getDatasetVersion(actor, id)));
    return { appended, whole, views: views as [(typeof views)[0], (typeof views)[0], (typeof views)[0]] };
  }

  it("cost their own rows only where the steps work row by row, and give what all files read at once do", async () => {
    const { appended, whole, views } = await bothWays(
      "Row by row",
      rowSteps,
      drop("02", ["n1", "m1", "new"]),
    );
    const [first, second, all] = views;
    expect(second.manifest.parts).toHaveLength(2);
    expect(second.manifest.parts[0]).toEqual(first.manifest.parts[0]);
    expect(all.manifest.parts).toHaveLength(1);
    expect(appended.digest).toBe(whole.digest);
    const noSeries = (facts: typeof first.profile.steps) =>
      facts.map(({ seriesBefore: _a, seriesAfter: _b, ...rest }) => rest);
    expect({ ...second.profile, steps: noSeries(second.profile.steps) }).toEqual({
      ...all.profile,
      steps: noSeries(all.profile.steps),
    });
    expect(await getSeriesSummary(home.owner, appended.id)).toEqual(
      await getSeriesSummary(home.owner, whole.id),
    );
    expect(await panelOf(appended.id)).toEqual(await panelOf(whole.id));
    const again = await wrangleVersion(home.owner, { versionId: appended.id, steps: rowSteps });
    expect(again).toMatchObject({ id: appended.id, isNew: false });
    // Other steps take the rows of both files.
    const other = await wrangleVersion(home.owner, { versionId: appended.id, steps: [] });
    expect((await getDatasetVersion(home.owner, other.id)).profile).toMatchObject({ rows: 25, series: 3 });
  });

  it("of one day are taken on the rhythm there is", async () => {
    const { views } = await bothWays(
      "One day",
      [],
      drop("01", ["m1"], 6).replace(/m1,2024-01-0[1-5].*\n/g, ""),
    );
    expect(views[1].manifest.parts).toHaveLength(2);
    expect(views[1].profile).toEqual(views[2].profile);
  });

  it.each([
    ["a step looks along the series", steps({ kind: "fill", method: "zero" }), drop("02", ["m1"])],
    ["a name only looks alike", [], drop("02", ["m1"]).replaceAll("m1,", "M1\u00a0,").replaceAll("M1", "m1")],
    ["a time is there already", [], drop("01", ["m1"])],
    ["a constant changes", [], drop("02", ["m1"]).replaceAll(",m\n", ",other\n")],
    ["a time names an offset", [], drop("02", ["m1"]).replace("2024-02-02", "2024-02-02T00:00Z")],
  ])("are read with all files when %s", async (name, list, second) => {
    const all = await bothWays(name, list, second).catch((error: Error) => error);
    // Whoever reads all files says what is wrong, with both rows; else there is one part.
    if (all instanceof Error) expect(all.message).toMatch(/^Row \d+ of second\.csv, column/);
    else {
      expect(all.views[1].manifest.parts).toHaveLength(1);
      expect(all.views[1].profile).toEqual(all.views[2].profile);
    }
  });
});

describe("a preview", () => {
  it("shows series before and after, with what is counted, and stores nothing", async () => {
    const plain = await made(drop("01", ["v1", "w1"], 5, 3), "Preview");
    const list = steps(
      { kind: "fill", method: "forward" },
      { kind: "merge", series: ["v1", "w1"], into: "all" },
    );
    const tried = await previewSteps(home.owner, { versionId: plain.id, steps: list, series: ["v1", "all"] });
    expect(tried).toMatchObject({
      before: { rows: 9, series: 2, columns: [{ name: "brand" }] },
      after: { rows: 5, series: 1, names: ["all"] },
      facts: [{ valuesChanged: 1 }, { seriesAfter: 1 }],
      series: [
        { id: "v1", before: { values: [1, 2, null, 4, 5] }, after: null },
        { id: "all", before: null, after: { values: [2, 4, 5, 8, 10] } },
      ],
      refused: null,
      sample: null,
    });
  });

  it("takes no series for new that stood past the thousand names it lists", async () => {
    const names = Array.from({ length: 1_002 }, (_, i) => `p${i}`);
    const plain = await made(drop("01", names, 2), "Many");
    const leaveOut = { of: "series" as const, texts: ["p0", "p1"] };
    const list = steps({ kind: "filter", rows: "leave_out", where: leaveOut });
    const tried = await previewSteps(home.owner, { versionId: plain.id, steps: list });
    expect(tried.after).toMatchObject({ series: 1_000 });
    expect(tried.series.map(({ id, after }) => [id, after])).toEqual([
      ["p0", null],
      ["p1", null],
    ]);
  });

  it("and a version are for those who may, and of their own project", async () => {
    const plain = await made(drop("01", ["t1"]), "Rights");
    const input = { versionId: plain.id, steps: [] };
    for (const ask of [previewSteps, wrangleVersion]) {
      await expect(ask(home.stakeholder, input)).rejects.toMatchObject({ code: "forbidden" });
      await expect(ask(foreign.owner, input)).rejects.toMatchObject({ code: "not_found" });
      await expect(ask(home.owner, { ...input, versionId: { not: "" } })).rejects.toMatchObject({
        code: "invalid_input",
      });
    }
  });
});

describe("a saved recipe", () => {
  it("begins as the newest version's, is kept at each change, and audited once", async () => {
    const actor = home.data_scientist;
    const list = steps({ kind: "drop_short", least: 2 });
    const version = await made(drop("01", ["k1"]), "Saved", list);
    const { datasetId } = await getDatasetVersion(actor, version.id);
    expect(await getRecipe(home.stakeholder, datasetId)).toMatchObject({ steps: list, revision: 0 });
    const more = steps({ kind: "drop_short", least: 2 }, { kind: "fill", method: "leave" });
    expect(await saveRecipe(actor, datasetId, { steps: more, revision: 0 })).toEqual({ revision: 1 });
    expect(await saveRecipe(actor, datasetId, { steps: [], revision: 1 })).toEqual({ revision: 2 });
    expect(await getRecipe(actor, datasetId)).toMatchObject({ steps: [], revision: 2 });
    const entries = await db().auditEvent.count({
      where: { ref: datasetId, action: "dataset.recipe_changed" },
    });
    expect(entries).toBe(1);

    // Another's change in between is never written over; the same steps again are no change.
    await expect(saveRecipe(home.owner, datasetId, { steps: list, revision: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await saveRecipe(home.owner, datasetId, { steps: [], revision: 0 })).toEqual({ revision: 2 });
  });

  it("waits for a newest version that was made without it, and for no other", async () => {
    const actor = home.data_scientist;
    const first = await getDatasetVersion(actor, (await made(drop("01", ["h1"]), "Waiting")).id);
    expect(await countWaitingSteps(actor, first)).toBe(0);
    const list = steps({ kind: "drop_short", least: 2 });
    await saveRecipe(actor, first.datasetId, { steps: list, revision: 0 });
    expect(await countWaitingSteps(actor, first)).toBe(1);
    const second = await wrangleVersion(actor, { versionId: first.id, steps: list });
    expect(await countWaitingSteps(actor, first)).toBe(0);
    expect(await countWaitingSteps(actor, await getDatasetVersion(actor, second.id))).toBe(0);
    const third = await getDatasetVersion(actor, (await made(drop("02", ["h1"]), "Waiting")).id);
    expect(await countWaitingSteps(actor, third)).toBe(1);
  });

  it("is for those who may, and of their own project", async () => {
    const { datasetId } = await getDatasetVersion(home.owner, (await made(drop("01", ["j1"]), "Own")).id);
    const input = { steps: [], revision: 0 };
    await expect(saveRecipe(home.product_owner, datasetId, input)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(saveRecipe(foreign.owner, datasetId, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(getRecipe(foreign.owner, datasetId)).rejects.toMatchObject({ code: "not_found" });
  });
});
