import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { getDatasetVersion, importVersion, loadPanel, readRawFile, understandUpload } from "./server.ts";
import { recipeOf, uploadText } from "./testing.ts";

let database: TestDatabase;
let home: TestProject;
let foreign: TestProject;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
  foreign = await createTestProject();
});
afterAll(() => database.drop());

const RECIPE = recipeOf(
  [
    ["id", "series"],
    ["ds", "time"],
    ["y", "target"],
  ],
  { delimiter: ";", decimalMark: "comma", timeFormat: "day_first" },
);
/** A month's drop, whose days and decimal marks only the first drop's answers tell. */
const drop = (month: number, days: number, from = 0) =>
  `id;ds;y\n${Array.from({ length: days }, (_, day) => `a;0${day + 1}/0${month}/2024;${from + day},250`).join("\n")}\n`;
const upload = async (text: string, name: string) => (await uploadText(home.data_scientist, text, name)).id;
const panelOf = async (versionId: string) => loadPanel({ workspaceId: home.workspaceId, versionId });

describe("monthly drops", () => {
  it("come after a version, read as it was, into the next version with all files", async () => {
    const actor = home.data_scientist;
    const first = await importVersion(actor, {
      uploadId: await upload(drop(1, 9), "january.csv"),
      name: "Drops",
      recipe: RECIPE,
    });
    const february = await upload(drop(2, 9, 100), "february.csv");
    const march = await upload(drop(3, 9, 200), "march.csv");
    const sources = { uploadId: february, moreUploadIds: [march], appendTo: first.id };
    const found = await understandUpload(actor, { ...sources, recipe: null });
    expect(found.inspection?.questions).toEqual([]);
    expect(found.inspection?.proposal).toEqual((await getDatasetVersion(actor, first.id)).recipe);
    expect(found.preview).toMatchObject({ problemCount: 0, profile: { rows: 27 } });

    const second = await importVersion(actor, { ...sources, name: "Drops", recipe: RECIPE });
    expect(second).toMatchObject({ number: 2, isNew: true });
    const view = await getDatasetVersion(actor, second.id);
    expect(view.manifest.raw.map((file) => file.fileName)).toEqual([
      "january.csv",
      "february.csv",
      "march.csv",
    ]);
    const known = Array.from((await panelOf(second.id)).values).filter((value) => !Number.isNaN(value));
    expect(known).toEqual(
      [0, 100, 200].flatMap((from) => Array.from({ length: 9 }, (_, day) => from + day + 0.25)),
    );
    // The version before is what it was.
    expect((await panelOf(first.id)).values).toHaveLength(9);
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await readRawFile(actor, second.id, 2)).chunks) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe(drop(3, 9, 200));

    const again = await importVersion(actor, { ...sources, name: "Drops", recipe: RECIPE });
    expect(again).toMatchObject({ id: second.id, isNew: false });
  });

  it("name the file and the row of what is wrong, and of what it repeats", async () => {
    const actor = home.data_scientist;
    const uploads = [
      await upload(drop(1, 9), "january.csv"),
      await upload(`${drop(2, 3)}a;04/02/2024;many\n`, "february.csv"),
      await upload(drop(1, 2, 50), "late.csv"),
    ] as [string, string, string];
    const ask = (moreUploadIds: string[]) =>
      importVersion(actor, { uploadId: uploads[0], moreUploadIds, name: "Wrong", recipe: RECIPE });
    await expect(ask([uploads[1]])).rejects.toMatchObject({
      problems: [{ row: 5, column: "y", file: "february.csv" }],
      message: expect.stringContaining("Row 5 of february.csv, column y"),
    });
    await expect(ask([uploads[2]])).rejects.toMatchObject({
      problems: [
        { row: 2, file: "late.csv" },
        { row: 3, file: "late.csv" },
      ],
      message: expect.stringContaining("already in row 2 of january.csv, with different values"),
    });
  });

  it("are refused with other columns, or when one is there already", async () => {
    const actor = home.data_scientist;
    const first = await upload(drop(4, 9), "april.csv");
    const other = await upload("id;date;y\na;01/05/2024;1\n", "may.csv");
    const twin = await upload(drop(4, 9), "april again.csv");
    const version = await importVersion(actor, { uploadId: first, name: "Columns", recipe: RECIPE });
    const ask = (uploadId: string) =>
      importVersion(actor, { uploadId, appendTo: version.id, name: "Columns", recipe: RECIPE });
    await expect(ask(other)).rejects.toMatchObject({
      problems: [{ row: 1, column: "date", file: "may.csv", message: expect.stringContaining("april.csv") }],
    });
    await expect(ask(twin)).rejects.toThrow("is the same, byte for byte, as april.csv");
  });

  it("do not come after another workspace's version, nor take its uploads", async () => {
    const theirs = await importVersion(foreign.owner, {
      uploadId: (await uploadText(foreign.owner, drop(1, 9))).id,
      name: "Theirs",
      recipe: RECIPE,
    });
    const own = await upload(drop(5, 9), "may.csv");
    const foreignUpload = (await uploadText(foreign.owner, drop(6, 9))).id;
    for (const sources of [
      { uploadId: own, appendTo: theirs.id },
      { uploadId: own, moreUploadIds: [foreignUpload] },
    ]) {
      await expect(
        importVersion(home.data_scientist, { ...sources, name: "Mine", recipe: RECIPE }),
      ).rejects.toMatchObject({ code: "not_found" });
      await expect(understandUpload(home.data_scientist, { ...sources, recipe: null })).rejects.toMatchObject(
        {
          code: "not_found",
        },
      );
    }
  });
});
