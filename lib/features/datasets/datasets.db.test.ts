import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriesRange } from "#lib/forecast/index.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { checksOf } from "./checks.ts";
import { importFile, importVersion } from "./import.ts";
import { loadPanel } from "./panel.ts";
import { recipeOf, uploadText } from "./testing.ts";
import { understandUpload } from "./understand.ts";
import { receiveUpload } from "./uploads.ts";
import {
  getDataStop,
  getDatasetVersion,
  getSeriesSummary,
  getSeriesValues,
  listDatasetVersions,
  readRawFile,
} from "./versions.ts";

const PASTA = fileURLToPath(new URL("../../../prisma/seed/data/pasta.csv.gz", import.meta.url));
const PASTA_RECIPE = recipeOf([
  ["unique_id", "series"],
  ["ds", "time"],
  ["y", "target"],
  ["promo", "covariate", "known_ahead", "numeric"],
  ["brand", "covariate", "static", "categorical"],
]);
const SIMPLE = recipeOf([
  ["id", "series"],
  ["ds", "time"],
  ["y", "target"],
]);
const days = (id: string, values: readonly (number | string)[]) =>
  values.map((y, i) => `${id},2024-01-${String(i + 1).padStart(2, "0")},${y}`).join("\n");

let database: TestDatabase;
let home: TestProject;
let foreign: TestProject;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
  foreign = await createTestProject();
});
afterAll(() => database.drop());

describe("the pasta sales", () => {
  it("are understood, imported once, and loaded as the engine's panel", async () => {
    const actor = home.data_scientist;
    const first = await importFile(actor, { path: PASTA, name: "Pasta sales", recipe: PASTA_RECIPE });
    expect(first).toMatchObject({ number: 1, isNew: true });
    const again = await importFile(actor, { path: PASTA, name: "Pasta sales", recipe: PASTA_RECIPE });
    expect(again).toMatchObject({ id: first.id, number: 1, isNew: false });

    // Largest sale by awk over the file; 212,164 rows, 118 items, 1,798 trading days, 27 closed days: shared/data/README.md.
    const version = await getDatasetVersion(actor, first.id);
    expect(version.profile).toMatchObject({
      rows: 212_164,
      series: 118,
      frequency: "D",
      firstTime: Date.UTC(2014, 0, 2),
      lastTime: Date.UTC(2018, 11, 31),
      emptyPeriods: 27,
      missingPeriods: 27 * 118,
      ownGaps: 0,
      negatives: 0,
      isWhole: true,
      blankTargets: 0,
      maximum: 365,
      minimum: 0,
    });
    expect(version.profile.periods - version.profile.emptyPeriods).toBe(1798);
    expect(checksOf(version.profile).length).toBeGreaterThanOrEqual(8);

    const started = performance.now();
    const panel = await loadPanel({ workspaceId: home.workspaceId, versionId: first.id });
    expect(performance.now() - started).toBeLessThan(4000);
    expect(panel.ids).toHaveLength(118);
    expect(panel.ids[0]).toBe("B1_1");
    expect(panel.times).toHaveLength(1825);
    expect(panel.covariates.map((each) => [each.name, each.availability, each.kind])).toEqual([
      ["promo", "known_ahead", "numeric"],
      ["brand", "static", "categorical"],
    ]);
    expect(panel.covariates[1]?.categories).toEqual(["B1", "B2", "B3", "B4"]);
    // The file's first rows: B1_1 sold 7, 5, 9 on 2, 3 and 4 January 2014.
    const { from } = seriesRange(panel, 0);
    expect(Array.from(panel.values.subarray(from, from + 3))).toEqual([7, 5, 9]);
    expect(panel.values.reduce((n, value) => n + (Number.isNaN(value) ? 0 : 1), 0)).toBe(212_164);

    const summary = await getSeriesSummary(actor, first.id);
    expect(summary.ids).toHaveLength(118);
    const values = await getSeriesValues(actor, { versionId: first.id, series: 0 });
    expect(values.values.slice(0, 3)).toEqual([7, 5, 9]);

    const stop = await getDataStop(actor);
    expect(stop).toMatchObject({ badge: "v1", headline: "118 series × 1,825 periods" });
    const events = await database.pool.query(`SELECT kind FROM "Event" WHERE ref = $1`, [first.id]);
    expect(events.rows).toEqual([{ kind: "dataset.version_created" }]);

    const raw = await readRawFile(home.stakeholder, first.id);
    const hash = createHash("sha256");
    for await (const chunk of raw.chunks) hash.update(chunk);
    expect(hash.digest("hex")).toBe(raw.digest);
  });

  it("get their roles proposed", async () => {
    const { readFile } = await import("node:fs/promises");
    const upload = await uploadText(home.data_scientist, await readFile(PASTA), "pasta.csv.gz");
    const stages: string[] = [];
    const found = await understandUpload(
      home.data_scientist,
      { uploadId: upload.id, recipe: null },
      (stage) => stages.push(stage),
    );
    expect(found.inspection?.questions).toEqual([]);
    expect(found.inspection?.proposal.columns.map((column) => [column.name, column.role])).toEqual([
      ["unique_id", "series"],
      ["ds", "time"],
      ["y", "target"],
      ["promo", "covariate"],
      ["brand", "covariate"],
    ]);
    // Whether a promotion is known ahead is not in the data, so it is not assumed; a brand that never changes is.
    expect(found.inspection?.proposal.columns.map((column) => column.availability).slice(3)).toEqual([
      "past_only",
      "static",
    ]);
    expect(found.preview?.profile?.series).toBe(118);
    expect(found.preview?.sample).toHaveLength(3);
    expect(stages.length).toBeGreaterThan(3);
  });
});

describe("an upload", () => {
  it.each([10_100_000, 104_857_600])("of %d bytes arrives whole", async (size) => {
    const hash = createHash("sha256");
    const block = Buffer.alloc(65_536, "item_0001,2024-01-01,12.5,0,brand\n");
    async function* chunks() {
      for (let sent = 0; sent < size; ) {
        block.writeUInt32LE(sent, 0);
        const chunk = block.subarray(0, Math.min(block.length, size - sent));
        sent += chunk.length;
        hash.update(chunk);
        yield chunk;
      }
    }
    const upload = await receiveUpload(home.data_scientist, {
      fileName: "big.csv",
      declaredBytes: size,
      chunks: chunks(),
    });
    expect(upload).toMatchObject({ sizeBytes: size, digest: hash.digest("hex") });
    const stored = await database.pool.query(
      `SELECT encode(sha256(string_agg(bytes, '' ORDER BY index)), 'hex') AS digest, sum(length(bytes)) AS size
       FROM "BlobChunk" WHERE digest = $1`,
      [upload.digest],
    );
    expect(stored.rows).toEqual([{ digest: upload.digest, size: String(size) }]);
  });

  it("that is aborted, cut short or longer than declared leaves nothing", async () => {
    const counts = async () => {
      const result = await database.pool.query(
        `SELECT (SELECT count(*) FROM "Upload") AS uploads, (SELECT count(*) FROM "BlobChunk") AS chunks, (SELECT count(*) FROM "Blob") AS blobs`,
      );
      return result.rows[0];
    };
    const before = await counts();
    async function* aborted() {
      yield Buffer.alloc(3_000_000, "a,b\n");
      throw new DOMException("The client went away", "AbortError");
    }
    async function* short() {
      yield Buffer.from("id,ds,y\n");
    }
    const actor = home.data_scientist;
    await expect(
      receiveUpload(actor, { fileName: "a.csv", declaredBytes: 9e6, chunks: aborted() }),
    ).rejects.toThrow("went away");
    await expect(
      receiveUpload(actor, { fileName: "a.csv", declaredBytes: 9e6, chunks: short() }),
    ).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("8 of 9,000,000 bytes arrived"),
    });
    await expect(
      receiveUpload(actor, { fileName: "a.csv", declaredBytes: 3, chunks: short() }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    await expect(
      receiveUpload(actor, { fileName: "a.csv", declaredBytes: 3e9, chunks: short() }),
    ).rejects.toMatchObject({ code: "too_large" });
    await expect(uploadText(actor, "")).rejects.toMatchObject({ code: "data_refused" });
    await expect(
      receiveUpload(actor, { fileName: "../etc/passwd", declaredBytes: 8, chunks: short() }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    expect(await counts()).toEqual(before);
  });
});

describe("rights and tenants", () => {
  const text = `id,ds,y\n${days("a", [1, 2, 3, 4])}\n`;

  it.each(["stakeholder", "product_owner"] as const)(
    "a %s may not upload, look into an upload, or import",
    async (role) => {
      const upload = await uploadText(home.owner, text);
      const input = { uploadId: upload.id, name: "Sales", recipe: SIMPLE };
      await expect(uploadText(home[role], text)).rejects.toMatchObject({ code: "forbidden" });
      await expect(understandUpload(home[role], { uploadId: upload.id, recipe: null })).rejects.toMatchObject(
        { code: "forbidden" },
      );
      await expect(importVersion(home[role], input)).rejects.toMatchObject({ code: "forbidden" });
    },
  );

  it("another workspace's ids are not found, whatever is asked of them", async () => {
    const upload = await uploadText(home.owner, text);
    const version = await importVersion(home.owner, { uploadId: upload.id, name: "Tenant", recipe: SIMPLE });
    const other = foreign.owner;
    const asks = [
      () => understandUpload(other, { uploadId: upload.id, recipe: null }),
      () => importVersion(other, { uploadId: upload.id, name: "Mine", recipe: SIMPLE }),
      () => getDatasetVersion(other, version.id),
      () => getSeriesSummary(other, version.id),
      () => getSeriesValues(other, { versionId: version.id, series: 0 }),
      () => readRawFile(other, version.id),
      () => loadPanel({ workspaceId: other.workspaceId, versionId: version.id }),
    ];
    for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: "not_found" });
    expect(await listDatasetVersions(other)).toEqual([]);
  });

  it.each(["", "7", "a\0b", "' OR 1=1 --"])("an address with %j for a version is not found", async (id) => {
    await expect(getDatasetVersion(home.owner, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    ["an unknown field", { uploadId: crypto.randomUUID(), name: "x", recipe: SIMPLE, extra: 1 }],
    ["a wrong type", { uploadId: 7, name: "x", recipe: SIMPLE }],
    ["an operator where a text belongs", { uploadId: { not: "" }, name: { not: "" }, recipe: SIMPLE }],
    ["a NUL in the name", { uploadId: crypto.randomUUID(), name: "a\0b", recipe: SIMPLE }],
    [
      "half a surrogate pair in the name",
      { uploadId: crypto.randomUUID(), name: "a\ud800b", recipe: SIMPLE },
    ],
    ["no recipe", { uploadId: crypto.randomUUID(), name: "x" }],
    ["nothing", null],
  ])("%s is refused as invalid input", async (_name, input) => {
    await expect(importVersion(home.owner, input)).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("a version", () => {
  it("is made once by twenty who accept at the same time", async () => {
    const upload = await uploadText(home.owner, `id,ds,y\n${days("twenty", [1, 2, 3, 4, 5])}\n`);
    const input = { uploadId: upload.id, name: "Twenty", recipe: SIMPLE };
    const all = await Promise.all(Array.from({ length: 20 }, () => importVersion(home.owner, input)));
    expect(new Set(all.map((each) => each.id)).size).toBe(1);
    expect(all.filter((each) => each.isNew)).toHaveLength(1);
  });

  it("gets the next number when the recipe differs, and another digest", async () => {
    const upload = await uploadText(home.owner, `id,ds,y\n${days("a", [1, 2, 3, 4, 5])}\n`);
    const first = await importVersion(home.owner, { uploadId: upload.id, name: "Numbers", recipe: SIMPLE });
    const second = await importVersion(home.owner, {
      uploadId: upload.id,
      name: "Numbers",
      recipe: { ...SIMPLE, blankTarget: "missing" },
    });
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(first.digest).not.toBe(second.digest);
  });

  it("of more names and times than are listed keeps each value at its place", async () => {
    const minute = (i: number) => new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString().slice(0, 16);
    const many = Array.from(
      { length: 51_000 },
      (_, i) => `s${i},${minute(i)},${i}\ns${i},${minute(i + 1)},${i + 0.5}`,
    );
    const upload = await uploadText(home.owner, `id,ds,y\n${many.join("\n")}\n`);
    const version = await importVersion(home.owner, { uploadId: upload.id, name: "Many", recipe: SIMPLE });
    const { manifest, profile } = await getDatasetVersion(home.owner, version.id);
    expect(profile).toMatchObject({ series: 51_000, rows: 102_000, frequency: "min", missingPeriods: 0 });
    const { readParquet } = await import("#lib/platform/parquet/index.ts");
    const { readBlobBytes } = await import("#lib/platform/blobs/index.ts");
    const digest = manifest.parts[0]?.digest ?? "";
    const part = await readParquet(await readBlobBytes({ workspaceId: home.workspaceId, digest }));
    const names = part.unique_id as string[];
    expect(names).toHaveLength(102_000);
    const wrong = names.findIndex((name, row) => {
      const i = Math.floor(row / 2);
      const isSecond = row % 2;
      const time = Date.UTC(2024, 0, 1) + (i + isSecond) * 60_000;
      return name !== `s${i}` || part.ds?.[row] !== time || part.y?.[row] !== i + isSecond / 2;
    });
    expect(wrong).toBe(-1);
  });

  it("keeps numbers as JavaScript reads them, and gaps as gaps", async () => {
    const texts = [
      "0.1",
      "123456789.12345679",
      "1e-7",
      "-2.5E3",
      ".5",
      "4.",
      "9007199254740991",
      "0.30000000000000004",
    ];
    const upload = await uploadText(
      home.owner,
      `id,ds,y\n${days("a", texts)}\nb,2024-01-01,1\nb,2024-01-04,2\n`,
    );
    const version = await importVersion(home.owner, { uploadId: upload.id, name: "Exact", recipe: SIMPLE });
    const panel = await loadPanel({ workspaceId: home.workspaceId, versionId: version.id });
    expect(Array.from(panel.values)).toEqual([...texts.map(Number), 1, Number.NaN, Number.NaN, 2]);
  });

  it("joins several series columns, keeps today's forecast and rows ahead, and reads a decimal comma when told so", async () => {
    const rows = ["store;item;tag;verkauf;plan;preis"];
    for (let day = 1; day <= 9; day += 1) {
      for (const store of ["Süd", "Nord"]) {
        rows.push(`${store};n1;0${day}.02.2024;${day > 7 ? "" : `${day},5`};${day},25;1,${day}`);
      }
    }
    const upload = await uploadText(home.owner, rows.join("\r\n"));
    const recipe = recipeOf(
      [
        ["store", "series"],
        ["item", "series"],
        ["tag", "time"],
        ["verkauf", "target"],
        ["plan", "today"],
        ["preis", "covariate", "known_ahead", "numeric"],
      ],
      { delimiter: ";", decimalMark: "comma", timeFormat: "day_first", blankTarget: "missing" },
    );
    const version = await importVersion(home.owner, { uploadId: upload.id, name: "Comma", recipe });
    const panel = await loadPanel({ workspaceId: home.workspaceId, versionId: version.id });
    expect(panel.ids).toEqual(["Süd / n1", "Nord / n1"]);
    expect(new Date(panel.times[0] as number).toISOString()).toBe("2024-02-01T00:00:00.000Z");
    expect(Array.from(panel.values.subarray(0, 9))).toEqual([
      1.5,
      2.5,
      3.5,
      4.5,
      5.5,
      6.5,
      7.5,
      Number.NaN,
      Number.NaN,
    ]);
    expect(panel.todayForecast?.[1]).toBe(2.25);
    expect(panel.covariates[0]?.values[8]).toBe(1.9);
    const { profile } = await getDatasetVersion(home.owner, version.id);
    expect(profile).toMatchObject({ blankTargets: 4, todayForecasts: 18 });
    expect(profile.covariates[0]).toMatchObject({ ahead: 4, missing: 0 });
  });

  it.each([
    ["months by their last day", "iso", ["2024-01-31", "2024-02-29", "2024-03-31", "2024-05-31"], "M", 5],
    ["quarters", "year_quarter", ["2023-Q1", "2023-Q2", "2023-Q4"], "Q", 4],
    ["years", "year", ["2019", "2020", "2022"], "Y", 4],
    ["integer positions", "integer", ["1", "2", "3", "7"], "int", 7],
    ["quarter hours", "iso", ["2024-01-01T00:00", "2024-01-01T00:15", "2024-01-01T01:00"], "15min", 5],
    ["weeks", "iso", ["2024-01-03", "2024-01-10", "2024-01-24"], "W", 4],
  ] as const)("finds %s", async (_name, timeFormat, times, frequency, periods) => {
    const text = `ds,y\n${times.map((time, i) => `${time},${i}`).join("\n")}\n`;
    const upload = await uploadText(home.owner, text);
    const recipe = recipeOf(
      [
        ["ds", "time"],
        ["y", "target"],
      ],
      { timeFormat },
    );
    const version = await importVersion(home.owner, {
      uploadId: upload.id,
      name: `Freq ${frequency}`,
      recipe,
    });
    const { profile } = await getDatasetVersion(home.owner, version.id);
    expect(profile).toMatchObject({ frequency, periods, series: 1 });
    const panel = await loadPanel({ workspaceId: home.workspaceId, versionId: version.id });
    expect(panel.times).toHaveLength(periods);
  });
});
