import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "#lib/platform/errors.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { importVersion } from "./import.ts";
import { DataRefused } from "./problems.ts";
import type { Recipe } from "./recipe.ts";
import { recipeOf, uploadText } from "./testing.ts";
import { understandUpload } from "./understand.ts";

let database: TestDatabase;
let home: TestProject;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
});
afterAll(() => database.drop());

const SIMPLE = recipeOf([
  ["id", "series"],
  ["ds", "time"],
  ["y", "target"],
]);

const versions = async () =>
  Number((await database.pool.query(`SELECT count(*) AS n FROM "DatasetVersion"`)).rows[0].n);

/** Imports and expects a refusal that stores no version; the preview says the same before. */
async function refused(text: string | Uint8Array, recipe: Recipe = SIMPLE): Promise<DataRefused> {
  const upload = await uploadText(home.owner, text);
  const before = await versions();
  const error = await importVersion(home.owner, { uploadId: upload.id, name: "Refused", recipe }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DataRefused)) throw new Error(`was not refused: ${String(error)}`);
  expect(error.code).toBe("data_refused");
  expect(error.status).toBe(422);
  expect(error.message).toContain("Nothing was stored.");
  expect(await versions()).toBe(before);
  return error;
}

const file = (...rows: string[]) => `id,ds,y\na,2024-01-01,1\n${rows.join("\n")}\n`;

describe("cells are refused with row and column:", () => {
  it.each([
    ["text in the target", "a,2024-01-02,many", /“many” is text, not a number/],
    ["1e309", "a,2024-01-02,1e309", /“1e309” is too large/],
    ["NaN", "a,2024-01-02,NaN", /“NaN” is not a number/],
    ["Infinity", "a,2024-01-02,-Infinity", /“-Infinity” is not a finite number/],
    [
      "a decimal comma",
      'a,2024-01-02,"12,5"',
      /“12,5” is not a number with a decimal point. Choose the decimal comma/,
    ],
    ["a separator of thousands", 'a,2024-01-02,"1,234.5"', /thousands/],
    ["an empty target", "a,2024-01-02,", /cell is empty/],
    ["a hexadecimal number", "a,2024-01-02,0x1F", /is text/],
    ["an underscore", "a,2024-01-02,1_000", /is text/],
    ["a currency", "a,2024-01-02,€12", /unit/],
    ["a tab beside the number", "a,2024-01-02,\t12", /beside the number “12” stands a character/i],
  ])("%s", async (_name, row, message) => {
    const error = await refused(file(row));
    expect(error.details).toMatchObject({ row: 3, column: "y" });
    expect(error.message).toMatch(message);
  });

  it.each([
    ["30 February", "a,2024-02-30,1"],
    ["another format", "a,02/01/2024,1"],
    ["an empty time", "a,,1"],
    ["words", "a,yesterday,1"],
  ])("%s as a time", async (_name, row) => {
    expect((await refused(file(row))).details).toMatchObject({ row: 3, column: "ds" });
  });

  it("an empty series name", async () => {
    expect((await refused(file(",2024-01-02,1"))).details).toMatchObject({ row: 3, column: "id" });
  });

  it.each([
    ["a space at its end", "a ,2024-01-02,1"],
    ["a no-break space", "a\u00a0,2024-01-02,1"],
    ["a zero-width space", "a\u200b,2024-01-02,1"],
  ])("a series that differs from another only in %s", async (_name, row) => {
    const error = await refused(file(row));
    expect(error.details).toMatchObject({ row: 3, column: "id" });
    expect(error.message).toContain("looks like one of an earlier row");
  });

  it("a series whose accent is spelt in two ways", async () => {
    const error = await refused("id,ds,y\ncaf\u00e9,2024-01-01,1\n\ncafe\u0301,2024-01-02,1\n");
    expect(error.details).toMatchObject({ row: 4, column: "id" });
  });

  it("times of which some name an offset", async () => {
    const error = await refused("id,ds,y\na,2024-01-01 00:00,1\na,2024-01-01T01:00Z,2\n");
    expect(error.details).toMatchObject({ row: 3, column: "ds" });
  });

  it("row numbers are lines of the file, past blank lines and fields of two lines", async () => {
    const error = await refused('id,ds,y\n\n"a\nb",2024-01-01,1\n\n"a\nb",2024-01-02,x\n');
    expect(error.details).toMatchObject({ row: 6, column: "y" });
  });

  it("lists twenty of many and counts them all", async () => {
    const rows = Array.from(
      { length: 50 },
      (_, i) => `a,2024-03-${String((i % 31) + 1).padStart(2, "0")},bad${i}`,
    );
    const error = await refused(file(...rows));
    expect(error.problems).toHaveLength(20);
    expect(error.total).toBe(50);
  });
});

describe("rows are refused:", () => {
  it("one row only", async () => {
    expect((await refused("id,ds,y\na,2024-01-01,1\n")).message).toContain("All rows stand at one time");
  });
  it.each([
    ["the same value", "1", "with the same y"],
    ["another value", "2", "with different values of y"],
  ])("a duplicate timestamp with %s, naming both rows", async (_name, y, words) => {
    const error = await refused(file("a,2024-01-02,5", `a,2024-01-01,${y}`));
    expect(error.details).toMatchObject({ row: 4, column: "ds" });
    expect(error.message).toContain("row 2");
    expect(error.message).toContain(words);
  });
  it("two dates in one month when months were chosen", async () => {
    const error = await refused("id,ds,y\na,2024-01-01,1\na,2024-02-01,1\na,2024-02-15,1\n", {
      ...SIMPLE,
      frequency: "M",
    });
    expect(error.message).toContain("two rows in one period of M");
    expect(error.details.row).toBe(4);
  });
  it("a time off the grid that was chosen", async () => {
    const error = await refused("id,ds,y\na,2024-01-01,1\na,2024-01-08,1\na,2024-01-10,1\n", {
      ...SIMPLE,
      frequency: "W",
    });
    expect(error.details).toMatchObject({ row: 4, column: "ds" });
  });
  it("a constant that changes", async () => {
    const recipe = recipeOf([
      ["id", "series"],
      ["ds", "time"],
      ["y", "target"],
      ["brand", "covariate", "static", "categorical"],
    ]);
    const error = await refused("id,ds,y,brand\na,2024-01-01,1,X\na,2024-01-02,1,Y\n", recipe);
    expect(error.details).toMatchObject({ row: 3, column: "brand" });
  });
  it("two series that would get one name", async () => {
    const recipe = recipeOf([
      ["a", "series"],
      ["b", "series"],
      ["ds", "time"],
      ["y", "target"],
    ]);
    const error = await refused("a,b,ds,y\nx,y / z,2024-01-01,1\nx / y,z,2024-01-02,1\n", recipe);
    expect(error.message).toContain("would both be named");
  });
  it("a target without any value", async () => {
    const error = await refused("id,ds,y\na,2024-01-01,\na,2024-01-02,\n", {
      ...SIMPLE,
      blankTarget: "missing",
    });
    expect(error.message).toContain("No row has a value");
  });
});

describe("files are refused:", () => {
  it("header only, whose header could be data", async () => {
    expect((await refused("id,ds,y\n")).message).toContain("only this one row");
  });
  it("a NUL byte", async () => {
    expect((await refused(file("a,2024-01-02,1\0"))).details).toMatchObject({ row: 3, column: "y" });
  });
  it("an unclosed quote", async () => {
    expect((await refused(file('"a,2024-01-02,1'))).details.row).toBe(3);
  });
  it("__proto__ as a header", async () => {
    expect((await refused("id,__proto__,y\na,2024-01-01,1\na,2024-01-02,1\n")).details).toMatchObject({
      row: 1,
      column: "__proto__",
    });
  });
  it("a header other than the recipe's", async () => {
    expect((await refused("id,day,y\na,2024-01-01,1\na,2024-01-02,1\n")).details).toMatchObject({
      row: 1,
      column: "day",
    });
  });
  it("a gzip that is cut off", async () => {
    const packed = gzipSync(file(...Array.from({ length: 5000 }, (_, i) => `s${i},2024-01-02,${i}`)));
    expect((await refused(packed.subarray(0, packed.length - 200))).message).toContain("gzip");
  });
  it("a gzip bomb", async () => {
    const upload = await uploadText(home.owner, gzipSync(Buffer.alloc(80 * 1024 ** 2, "a,b\n")));
    const promise = importVersion(home.owner, { uploadId: upload.id, name: "Bomb", recipe: SIMPLE });
    await expect(promise).rejects.toMatchObject({ code: "too_large" });
  });
});

describe("what the data cannot decide is asked:", () => {
  it("02/03/2024 in every row", async () => {
    const upload = await uploadText(home.owner, "id,ds,y\na,02/03/2024,1\na,03/03/2024,2\na,04/03/2024,3\n");
    const found = await understandUpload(home.owner, { uploadId: upload.id, recipe: null });
    expect(found.inspection?.proposal.timeFormat).toBeNull();
    expect(found.inspection?.questions).toMatchObject([
      { about: "timeFormat", column: "ds", choices: ["day_first", "month_first"] },
    ]);
    expect(found.preview).toBeNull();
    const undecided = importVersion(home.owner, {
      uploadId: upload.id,
      name: "Asked",
      recipe: { ...SIMPLE, timeFormat: null },
    });
    await expect(undecided).rejects.toBeInstanceOf(AppError);
    const answered = await importVersion(home.owner, {
      uploadId: upload.id,
      name: "Asked",
      recipe: { ...SIMPLE, timeFormat: "day_first" },
    });
    expect(answered.isNew).toBe(true);
  });
  it("but not when one row decides it", async () => {
    const upload = await uploadText(home.owner, "id,ds,y\na,02/03/2024,1\na,13/03/2024,2\n");
    const found = await understandUpload(home.owner, { uploadId: upload.id, recipe: null });
    expect(found.inspection?.proposal.timeFormat).toBe("day_first");
  });
  it("a comma in numbers", async () => {
    const upload = await uploadText(home.owner, "id;ds;y\na;2024-01-01;1,234\na;2024-01-02;1\n");
    const found = await understandUpload(home.owner, { uploadId: upload.id, recipe: null });
    expect(found.inspection?.proposal.decimalMark).toBeNull();
    expect(found.inspection?.questions).toMatchObject([{ about: "decimalMark", column: "y" }]);
  });
});
