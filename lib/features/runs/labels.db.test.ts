import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addLabels, loadPanel, removeLabels } from "#lib/features/datasets/server.ts";
import { actualAt, forecastFold, rowAt } from "#lib/forecast/index.ts";
import { contextOf } from "#lib/forecast/testing/panels.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { cropPanel } from "./browser/crop.ts";
import { packPanel, unpackPanel } from "./browser/panel-bytes.ts";
import { prepareRun } from "./browser/testing/prepare.ts";
import { loadRunPanel, type PanelPart, panelKey } from "./run-panel.ts";
import { RunPlanSchema } from "./schema.ts";
import { getRun, requestRun } from "./server.ts";
import { importTestVersion, testRequest } from "./testing.ts";

let database: TestDatabase;
let home: TestProject;
let versionId: string;
let datasetId: string;

const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2024, 0, 1) + n * DAY;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
  versionId = await importTestVersion(home.data_scientist, { series: 4, days: 120 });
  ({ datasetId } = await db().datasetVersion.findUniqueOrThrow({ where: { id: versionId } }));
});
afterAll(async () => {
  await closeSender();
  await database.drop();
});

/** A stock-out at the very end, an outlier in the middle, a promotion that is planned. */
const LABELS = [
  { kind: "stockout" as const, seriesId: "item-0", fromTime: day(116), toTime: day(119) },
  { kind: "outlier" as const, seriesId: "item-1", fromTime: day(60), toTime: day(60) },
  { kind: "promotion" as const, seriesId: "item-1", fromTime: day(121), toTime: day(122) },
  { kind: "level_shift" as const, seriesId: "item-2", fromTime: day(50), toTime: day(50) },
];

describe("the labels of a run", () => {
  it("hide what they say from what learns, and stock-outs alone from errors and costs", async () => {
    const made = await addLabels(home.data_scientist, datasetId, { labels: LABELS });
    const labels = { mask: ["stockout" as const, "outlier" as const], promotions: true };
    const { id, number } = await requestRun(home.data_scientist, testRequest(versionId, { labels }));
    const { spec } = await getRun(home.stakeholder, number);
    expect(spec.labels).toMatchObject({
      ...{ mask: ["stockout", "outlier"], leftOut: ["stockout", "closure"], promotions: true },
      counts: { stockout: 1, outlier: 1, promotion: 1 },
    });
    const { workspaceId } = home;
    const open = (part: PanelPart) => loadRunPanel({ workspaceId, versionId, spec, part });
    const [plain, plan, learn, compare] = await Promise.all([
      loadPanel({ workspaceId, versionId }),
      open("plan"),
      open("learn"),
      open("compare"),
    ]);
    const hidden = (panel: typeof learn) =>
      plain.ids.flatMap((_, s) =>
        Array.from({ length: 120 }, (_x, p) => p)
          .filter((p) => Number.isNaN(panel.values[rowAt(panel, s, p)] as number))
          .map((p) => `${s}/${p}`),
      );
    const stockout = ["0/116", "0/117", "0/118", "0/119"];
    expect(hidden(plan)).toEqual([]);
    expect(hidden(learn)).toEqual([...stockout, "1/60"]);
    expect(hidden(compare)).toEqual(stockout);
    // Folds stand where they would without labels, also when the last periods are hidden.
    await prepareRun(id);
    const row = await db().run.findUniqueOrThrow({ where: { id } });
    const { folds, future } = RunPlanSchema.parse(row.plan);
    expect([...folds, future].map(({ cutoffIndex }) => cutoffIndex)).toEqual([98, 105, 112, 119]);
    const promotion = learn.covariates.find(({ name }) => name === "Promotion (label)");
    expect([120, 121, 122, 123].map((p) => promotion?.values[rowAt(learn, 1, p)])).toEqual([0, 1, 1, 0]);
    expect(promotion?.values[rowAt(learn, 0, 121)]).toBe(0);

    // Labels that go later leave the run as it was: the same numbers when it is repeated.
    await removeLabels(home.data_scientist, datasetId, { ids: made.map((label) => label.id) });
    expect((await open("learn")).values).toEqual(learn.values);
    const later = await requestRun(home.data_scientist, testRequest(versionId, { labels }));
    expect((await getRun(home.owner, later.number)).spec.labels).toBeNull();
    expect(
      new Set((["plan", "learn", "compare"] as const).map((part) => panelKey(versionId, spec, part))).size,
    ).toBe(3);
  });

  it("give a browser what they give the server, to the same forecast", async () => {
    await addLabels(home.data_scientist, datasetId, { labels: LABELS });
    const labels = { mask: ["stockout" as const], promotions: true };
    const { number } = await requestRun(home.data_scientist, testRequest(versionId, { labels }));
    const { spec } = await getRun(home.owner, number);
    const learn = await loadRunPanel({ workspaceId: home.workspaceId, versionId, spec, part: "learn" });
    const fold = { fold: -1, role: "future" as const, cutoffIndex: 119 };
    const cropped = cropPanel(learn, { cutoffIndex: 119, horizonSteps: 7 });
    const { panel } = unpackPanel(packPanel({ fold, panel: cropped }));
    expect(actualAt(panel, 0, { ...fold, cutoffIndex: 115 }, 1)).toBeNaN();
    const forecast = (from: typeof learn, model: "theta" | "ridge") =>
      forecastFold({ panel: from, spec, model, fold, context: contextOf() });
    for (const model of ["theta", "ridge"] as const) {
      const [server, browser] = await Promise.all([forecast(learn, model), forecast(panel, model)]);
      expect(browser.quantiles).toEqual(server.quantiles);
      expect(server.quantiles.some(Number.isNaN)).toBe(false);
    }
    // Four days at a wrong level would drag the forecast: hidden, they do not.
    const plain = await loadPanel({ workspaceId: home.workspaceId, versionId });
    const empty = { ...plain, values: plain.values.map((v, row) => (row >= 116 && row < 120 ? 0 : v)) };
    const median = async (from: typeof learn) => (await forecast(from, "theta")).quantiles[10] as number;
    expect(await median(empty)).toBeLessThan(0.5 * (await median(learn)));
  });

  it("are hidden whole where a request says nothing of them, and kinds that hide nothing are refused", async () => {
    await addLabels(home.data_scientist, datasetId, { labels: LABELS });
    const { number } = await requestRun(home.data_scientist, testRequest(versionId));
    expect((await getRun(home.owner, number)).spec.labels).toMatchObject({
      ...{ mask: ["stockout", "closure", "outlier"], promotions: false },
      counts: { stockout: 1, outlier: 1 },
    });
    const request = { ...testRequest(versionId), labels: { mask: ["note"], promotions: false } } as never;
    await expect(requestRun(home.owner, request)).rejects.toMatchObject({ code: "invalid_input" });
  });
});
