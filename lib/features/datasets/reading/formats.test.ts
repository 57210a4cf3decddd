import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { literal, withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import { readHostile } from "./testing.ts";
import { workbookOf, zipOf } from "./xlsx/testing.ts";

const ROWS = ["a | 2024-01-01 | 1.5", "a | 2024-01-02 | 2.5"];

describe("JSON lines", () => {
  const line = (ds: string, y: string, id = "a") => `{"id":"${id}","ds":"${ds}","y":${y}}`;
  it("are read with numbers as they are written, keys in any order, blank lines and gaps", async () => {
    const read = await readHostile(
      `\uFEFF${line("2024-01-01", "1.50")}\r\n\n{"y" : 2.5 , "ds":"2024-01-02", "id":"\\u0061", "more": {"x": [1, "}"]}}\n`,
    );
    expect(read.refused).toBeNull();
    expect(read.rows).toEqual(ROWS);
    expect(read.recipe?.columns.map((column) => column.name)).toEqual(["id", "ds", "y", "more"]);
  });
  it("are read from gzip", async () => {
    const read = await readHostile(gzipSync(`${line("2024-01-01", "1.5")}\n${line("2024-01-02", "2.5")}`));
    expect(read.rows).toEqual(ROWS);
  });
  it.each<[string, string, number | null, string | null, RegExp]>([
    [
      "an integer past 2^53",
      `${line("2024-01-01", "1")}\n\n${line("2024-01-02", "9007199254740993")}`,
      3,
      "y",
      /more digits/,
    ],
    ["a line that is no JSON", `${line("2024-01-01", "1")}\n{"id":`, 2, null, /not JSON/],
    ["NaN", `${line("2024-01-01", "1")}\n${line("2024-01-02", "NaN")}`, 2, null, /not JSON/],
    ["a list", "[1,2]\n[3,4]\n", 1, null, /no object/],
    ["one name twice", `{"ds":"2024-01-01","y":1,"y":2}\n`, 1, "y", /twice/],
    ["half a surrogate", `{"ds":"2024-01-01","id":"\\ud800","y":2}\n`, 1, "id", /half a character/],
    ["a NUL", `{"ds":"2024-01-01","id":"a\\u0000","y":2}\n`, 1, "id", /NUL/],
    ["__proto__", `{"ds":"2024-01-01","__proto__":1}\n`, null, "__proto__", /reserved/],
    ["a missing value", `${line("2024-01-01", "1")}\n{"id":"a","ds":"2024-01-02"}`, 2, "y", /empty/],
    ["a value that is null", `${line("2024-01-01", "1")}\n${line("2024-01-02", "null")}`, 2, "y", /empty/],
  ])("with %s are refused where it stands", async (_what, text, row, column, reason) => {
    const { refused } = await readHostile(text);
    expect(refused?.problems[0]).toMatchObject({ row, column });
    expect(refused?.message).toMatch(reason);
  });
});

/** A Parquet file that DuckDB writes from a query. */
const parquetOf = (query: string): Promise<Uint8Array> =>
  withFolder((folder) =>
    withDuckDb({ folder }, async (connection) => {
      const path = join(folder, "made.parquet");
      await connection.run(`COPY (${query}) TO ${literal(path)} (FORMAT parquet)`);
      return readFile(path);
    }),
  );

describe("Parquet", () => {
  it.each([
    [
      "dates and doubles",
      "SELECT 'a' AS id, DATE '2024-01-01' + CAST(i AS INTEGER) AS ds, 1.5 + i AS y FROM range(2) t(i)",
    ],
    [
      "times and floats",
      "SELECT 'a' AS id, TIMESTAMP '2024-01-01' + i * INTERVAL 1 DAY AS ds, CAST(1.5 + i AS FLOAT) AS y FROM range(2) t(i)",
    ],
    [
      "zones and decimals",
      "SELECT 'a' AS id, TIMESTAMPTZ '2024-01-01 02:00:00+02' + i * INTERVAL 1 DAY AS ds, CAST(1.5 + i AS DECIMAL(9, 3)) AS y FROM range(2) t(i)",
    ],
  ])("of %s is read", async (_what, query) => {
    const bytes = await parquetOf(query);
    for (const file of [bytes, gzipSync(bytes)]) {
      const read = await readHostile(file);
      expect(read.refused).toBeNull();
      expect(read.rows).toEqual(ROWS);
    }
  });
  it.each<[string, string, number, string, RegExp]>([
    [
      "integers past 2^53",
      "SELECT DATE '2024-01-01' + CAST(i AS INTEGER) AS ds, 9007199254740992 + i AS y FROM range(2) t(i)",
      2,
      "y",
      /more digits/,
    ],
    [
      "a null",
      "SELECT DATE '2024-01-01' + CAST(i AS INTEGER) AS ds, nullif(i, 1) AS y FROM range(3) t(i)",
      2,
      "y",
      /empty/,
    ],
    [
      "microseconds",
      "SELECT TIMESTAMP '2024-01-01 00:00:00.000001' + i * INTERVAL 1 DAY AS ds, i AS y FROM range(2) t(i)",
      1,
      "ds",
      /not a time/,
    ],
  ])("with %s is refused with row and column", async (_what, query, row, column, reason) => {
    const read = await readHostile(await parquetOf(query), {
      change: (draft) => ({
        ...draft,
        timeFormat: "iso",
        columns: draft.columns.map((each) => (each.name === "ds" ? { ...each, role: "time" } : each)),
      }),
    });
    expect(read.refused?.problems[0]).toMatchObject({ row, column });
    expect(read.refused?.message).toMatch(reason);
  });
  it("that is cut off is refused", async () => {
    const bytes = await parquetOf("SELECT i AS a, i AS b FROM range(9) t(i)");
    expect((await readHostile(bytes.subarray(0, bytes.length - 9))).refused?.message).toContain("damaged");
  });
  it("of a hundred million rows in a few bytes is not unpacked", async () => {
    const bytes = await parquetOf("SELECT 1 AS a, 2 AS b FROM range(100000001)");
    expect(bytes.length).toBeLessThan(10_000_000);
    await expect(readHostile(bytes)).rejects.toMatchObject({ code: "too_large" });
  }, 60_000);
});

const number = (v: string | number, style = 0) => `<c s="${style}"><v>${v}</v></c>`;
const text = (v: string) => `<c t="inlineStr"><is><t>${v}</t></is></c>`;
const row = (cells: string, r?: number) => `<row${r === undefined ? "" : ` r="${r}"`}>${cells}</row>`;
const HEAD = row(text("id") + text("ds") + text("y"));
/** 45292 is 1 January 2024 in Excel. */
const day = (i: number, y: string, r?: number) => row(text("a") + number(45_292 + i, 1) + y, r);

describe("an Excel workbook", () => {
  it("as another program writes it is read", async () => {
    const cells = [
      ["id", "ds", "y"].map((value) => ({ value })),
      ...[1.5, 2.5].map((y, i) => [
        { value: "a" },
        { value: new Date(Date.UTC(2024, 0, 1 + i)), type: Date, format: "dd/mm/yyyy" },
        { value: y },
      ]),
    ];
    const bytes = await writeXlsxFile(cells as never).toBuffer();
    for (const file of [bytes, gzipSync(bytes)]) {
      const read = await readHostile(file, { name: "sales.csv" });
      expect(read.refused).toBeNull();
      expect(read.rows).toEqual(ROWS);
    }
  });

  it("with shared texts, gaps between rows and cells by their names is read", async () => {
    const sheet = [
      '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c></row>',
      '<row r="5"><c r="B5" t="s"><v>3</v></c><c r="C5" s="1"><v>45292</v></c><c r="D5" s="2"><v>1.5</v></c></row>',
      '<row r="9"><c r="D9"><f>1+1.5</f><v>2.5</v></c><c r="B9" t="s"><v>3</v></c><c r="C9" s="1"><v>45293</v></c></row>',
    ].join("");
    const texts = ["<t>id</t>", "<t>ds</t>", "<t>y</t>", "<r><t>a</t></r><rPh><t>ア</t></rPh>"];
    const read = await readHostile(zipOf(workbookOf({ Data: sheet }, { texts })));
    expect(read.refused).toBeNull();
    expect(read.rows).toEqual(ROWS);
  });

  it("that counts from 1904, with times of day, is read", async () => {
    const sheet =
      HEAD +
      row(text("a") + number("43830.5", 3) + number(1)) +
      row(text("a") + number("43830.75", 3) + number(2));
    const read = await readHostile(zipOf(workbookOf({ Data: sheet }, { properties: 'date1904="1"' })));
    expect(read.rows).toEqual(["a | 2024-01-01T12:00:00Z | 1", "a | 2024-01-01T18:00:00Z | 2"]);
  });

  it("of several sheets is asked about, and hidden ones are not", async () => {
    const sheets = {
      Notes: row(text("hello") + text("there")) + row(text("x") + text("y")),
      Data: HEAD + day(0, number(1.5)) + day(1, number(2.5)),
      Secret: HEAD,
    };
    const file = zipOf(workbookOf(sheets, { states: { Secret: "hidden" } }));
    const asked = await readHostile(file);
    expect(asked.questions).toMatchObject([{ about: "sheet", choices: ["Notes", "Data"] }]);
    expect(asked.rows).toEqual([]);
  });

  it.each<[string, string, number | null, string | null, RegExp]>([
    [
      "an error",
      HEAD + day(0, number(1)) + day(1, '<c t="e"><v>#N/A</v></c>'),
      3,
      "y",
      /“#N\/A” is not a number/,
    ],
    ["text for a number", HEAD + day(0, number(1), 4) + day(1, text("many"), 7), 7, "y", /text/],
    ["a blank cell", HEAD + day(0, number(1)) + day(1, ""), 3, "y", /empty/],
    ["a cell outside the header", HEAD + day(0, number(1) + text("note")), 2, null, /outside the columns/],
    [
      "no name for a column",
      row(`${text("id")}<c r="C1" t="inlineStr"><is><t>y</t></is></c>`) + day(0, number(1)),
      1,
      null,
      /has no name/,
    ],
    ["damaged XML", `${HEAD}<row><c>`, null, null, /damaged XML/],
    [
      "an entity of its own",
      `<!DOCTYPE x [<!ENTITY a "b">]>${HEAD}${row(text("&a;"))}`,
      null,
      null,
      /damaged XML/,
    ],
    ["no rows", HEAD, null, null, /no rows under a header/],
  ])("with %s is refused where it stands", async (_what, sheet, at, column, reason) => {
    const { refused } = await readHostile(zipOf(workbookOf({ Data: sheet })), {
      change: (draft) => ({ ...draft, timeFormat: draft.timeFormat ?? "iso" }),
    });
    expect(refused?.problems[0]).toMatchObject({ row: at, column });
    expect(refused?.message).toMatch(reason);
  });

  it("that unpacks to a thousand times its size is not read on", async () => {
    const sheet = `${HEAD}<row>${" ".repeat(20_000_000)}</row>`;
    await expect(readHostile(zipOf(workbookOf({ Data: sheet })))).rejects.toMatchObject({
      code: "too_large",
    });
  });
  it("whose directory lies about its sizes is refused", async () => {
    const sheet = HEAD + day(0, number(1)) + day(1, number(2));
    const file = zipOf(workbookOf({ Data: sheet }), { "xl/worksheets/sheet1.xml": 10 });
    expect((await readHostile(file)).refused?.message).toContain("damaged");
  });
  it("that is cut off is refused, and so is an archive without a workbook", async () => {
    const file = zipOf(workbookOf({ Data: HEAD }));
    expect((await readHostile(file.subarray(0, file.length - 30))).refused?.message).toContain("damaged");
    expect((await readHostile(zipOf({ "a.csv": "a,b\n1,2\n" }))).refused?.message).toContain(
      "without a workbook",
    );
  });
});
