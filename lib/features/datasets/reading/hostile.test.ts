import { describe, expect, it } from "vitest";
import type { RecipeDraft } from "../recipe.ts";
import { readHostile } from "./testing.ts";

/**
 * Files as people have them. Of each either the stored values are the file's to the last digit, or a message names row,
 * column and reason; what nothing in the file decides is asked.
 */
const days = (...values: string[]) =>
  `id,ds,y\n${values.map((y, i) => `a,2024-01-${String(i + 1).padStart(2, "0")},${y}`).join("\n")}\n`;
const stored = (...values: (string | number)[]) => values.map((y, i) => `a | 2024-01-0${i + 1} | ${y}`);

describe("bytes", () => {
  const text = "id,ds,y\ncafé €,2024-01-01,1\ncafé €,2024-01-02,2\n";
  const rows = ["café € | 2024-01-01 | 1", "café € | 2024-01-02 | 2"];
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
  it.each<[string, string | Uint8Array]>([
    ["UTF-8", text],
    ["UTF-8 with a byte order mark", `\uFEFF${text}`],
    ["UTF-16 little endian with a mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 big endian with a mark", swapped(Buffer.from(`\uFEFF${text}`, "utf16le"))],
    ["UTF-16 little endian without a mark", Buffer.from(text, "utf16le")],
    ["UTF-16 big endian without a mark", swapped(Buffer.from(text, "utf16le"))],
    ["line ends of CR alone", text.replaceAll("\n", "\r")],
    ["line ends of CR LF", text.replaceAll("\n", "\r\n")],
    ["no line end after the last row", text.trimEnd()],
    ["blank lines between rows", text.replaceAll("\n", "\n\n")],
  ])("%s are read", async (_what, file) => {
    const read = await readHostile(file);
    expect(read.refused).toBeNull();
    expect(read.rows).toEqual(rows);
  });

  it("of Windows-1252 are asked about, with the text that each alphabet gives", async () => {
    const bytes = Buffer.from(text.replace(/ €/g, ""), "latin1");
    const asked = await readHostile(bytes);
    expect(asked.recipe?.encoding).toBeNull();
    expect(asked.questions).toMatchObject([
      { about: "encoding", choices: ["windows-1252", "windows-1250", "windows-1251"] },
    ]);
    expect(asked.questions[0]?.labels[0]).toContain("café");
    expect(asked.questions[0]?.labels[2]).toContain("cafй");
    expect(asked.rows).toEqual([]);
    const answered = await readHostile(bytes, {
      change: (draft) => ({ ...draft, encoding: "windows-1252" }),
    });
    expect(answered.rows[0]).toBe("café | 2024-01-01 | 1");
    const cyrillic = await readHostile(bytes, {
      change: (draft) => ({ ...draft, encoding: "windows-1251" }),
    });
    expect(cyrillic.rows[0]).toBe("cafй | 2024-01-01 | 1");
  });

  const invalid = Buffer.concat([
    Buffer.from("id,ds,y\né,2024-01-01,1\nx"),
    Buffer.of(0xff),
    Buffer.from(",2024-01-02,2\n"),
  ]);
  const half = Buffer.concat([
    Buffer.from("\uFEFFid,ds,y\na", "utf16le"),
    Buffer.of(0, 0xd8),
    Buffer.from(",2024-01-01,1\n", "utf16le"),
  ]);
  it.each<[string, string | Uint8Array, number | null, string | null, RegExp]>([
    ["invalid UTF-8 after valid", invalid, 3, "id", /not UTF-8/],
    ["half a surrogate pair in UTF-16", half, 2, "id", /no text in UTF-16/],
    ["a NUL", "id,ds,y\na,2024-01-01,1\nb,2024-01-02,\0\n", 3, "y", /NUL/],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0]), null, null, /UTF-32/],
    ["a PNG named .csv", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"), null, null, /PNG picture/],
    ["a PDF named .csv", "%PDF-1.7\n", null, null, /PDF/],
    [
      "an old workbook named .csv",
      Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and on", "latin1"),
      null,
      null,
      /old Excel/,
    ],
    ["an unclosed quote", 'id,ds,y\n"a,2024-01-01,1\nb,2024-01-02,2\n', 2, "id", /never closed/],
    [
      "a long ragged row",
      "id,ds,y\na,2024-01-01,1\na,2024-01-02,2,3\n",
      3,
      null,
      /4 fields, the header has 3/,
    ],
    ["a short ragged row", "id,ds,y\na,2024-01-01,1\na,2024-01-02\n", 3, null, /2 fields, the header has 3/],
    ["mixed separators", "id;ds;y\na;2024-01-01;1\na,2024-01-02,2\n", 3, null, /1 field, the header has 3/],
    ["one header twice", "id,ds,y,y\na,2024-01-01,1,2\n", 1, "y", /same name/],
    ["a missing header", "id,ds,\na,2024-01-01,1\n", 1, null, /Column 3 has no name/],
    ["__proto__ for a header", "id,ds,__proto__\na,2024-01-01,1\n", 1, "__proto__", /reserved/],
    ["no header", "a,2024-01-01,1\na,2024-01-02,1\n", 1, null, /looks like data/],
    [
      "10,000 columns",
      `${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(",")}\n1\n`,
      1,
      null,
      /10000 columns/,
    ],
    ["one line of 2 MB", `id,ds,y\na,2024-01-01,${"1".repeat(2_000_000)}\n`, 2, null, /longer than 1 MB/],
  ])("%s is refused where it stands", async (_what, file, row, column, reason) => {
    const { refused } = await readHostile(file);
    expect(refused?.problems[0]).toMatchObject({ row, column });
    expect(refused?.message).toMatch(reason);
  });

  it.each([",", ";", "\t", "|"])("columns between %j, and a line end in a quote", async (delimiter) => {
    const rows = [
      ["id", "ds", "y"],
      ['"two\nlines"', "2024-01-01", "1.5"],
      ['"two\nlines"', "2024-01-02", "2.5"],
    ];
    const read = await readHostile(`${rows.map((row) => row.join(delimiter)).join("\n")}\n`);
    expect(read.rows).toEqual(["two\nlines | 2024-01-01 | 1.5", "two\nlines | 2024-01-02 | 2.5"]);
  });

  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a right-to-left mark", "abc\u200f\u202edef"],
    ["4 KB", "x".repeat(4096)],
    ["a formula", "=HYPERLINK(1)"],
    ["quotes of SQL", "'; DROP TABLE raw; --"],
  ])("a series named by %s keeps its name", async (_what, id) => {
    const read = await readHostile(`id,ds,y\n${id},2024-01-01,1\n${id},2024-01-02,2\n`);
    expect(read.rows).toEqual([`${id} | 2024-01-01 | 1`, `${id} | 2024-01-02 | 2`]);
  });
});

describe("numbers", () => {
  it.each<[string, string, string[]]>([
    ["with a decimal point", days("1.5", "-2", "+3", ".5", "4.", "1e3"), stored(1.5, -2, 3, 0.5, 4, 1000)],
    ["as large as 2^53, and −0", days("9007199254740992", "-0", "0.1"), stored(9007199254740992, "-0", 0.1)],
    [
      "of seventeen digits that doubles have",
      days("0.30000000000000004", "1.000000000000000056e-01"),
      stored(0.30000000000000004, 0.1),
    ],
    ["with a decimal comma", days('"12,5"', '"1,25"', "3"), stored(12.5, 1.25, 3)],
    ["as 1.234,56", days('"1.234,56"', '"12,5"', '"1.234.567"'), stored(1234.56, 12.5, 1_234_567)],
    ["as 1,234.56", days('"1,234.56"', '"1,234,567"', "7"), stored(1234.56, 1_234_567, 7)],
    [
      "with no-break spaces between thousands",
      days('"1\u00a0234,5"', '"12\u202f345"'),
      stored(1234.5, 12_345),
    ],
    ["with apostrophes between thousands", days("1'234.5", "12’345"), stored(1234.5, 12_345)],
    ["of a currency", days("€ 12.50", "€13", "-€1"), stored(12.5, 13, -1)],
    ["of a currency after them, with a comma", days('"1.234,50 €"', '"7,25 €"'), stored(1234.5, 7.25)],
    ["of percent, which stay percent", days("12 %", "7.5%"), stored(12, 7.5)],
    ["beside spaces", days(" 1 ", "2"), stored(1, 2)],
  ])("%s are stored as the file has them, without a question", async (_what, file, rows) => {
    const read = await readHostile(file);
    expect(read.refused).toBeNull();
    expect(read.questions).toEqual([]);
    expect(read.rows).toEqual(rows);
  });

  it.each<[string, string[], RegExp]>([
    ["1e309", ["1", "1e309"], /too large/],
    ["1e308", ["1", "1e308"], /too large to compute/],
    ["1e-400", ["1", "1e-400"], /more digits than a computer keeps/],
    ["2^53 + 1", ["1", "9007199254740993"], /stored as 9007199254740992/],
    ["eighteen digits", ["1", "123456789.123456789"], /more digits/],
    ["0x10", ["1", "0x10"], /text/],
    ["Infinity", ["1", "Infinity"], /not a finite/],
    ["a blank", ["1", ""], /empty/],
    ["blanks only", ["1", "   "], /empty/],
    ["a typographic minus", ["1", "−5"], /no minus sign/],
    ["brackets for a negative", ["1", "(5)"], /brackets/],
    [
      "two currencies",
      [...Array.from({ length: 10 }, (_, i) => `€${i}`), "$2"],
      /“\$2” is not a number with the unit “€”/,
    ],
    ["thousands in India's groups", ["1.5", '"12,34,567.8"'], /marks between thousands/],
    ["an underscore", ["1", "1_000"], /text/],
    ["Arabic digits", ["1", "١٢"], /text/],
  ])("%s is refused with its row and column", async (_what, values, reason) => {
    const { refused, rows } = await readHostile(days(...values));
    expect(refused?.problems[0]).toMatchObject({ row: values.length + 1, column: "y" });
    expect(refused?.message).toMatch(reason);
    expect(rows).toEqual([]);
  });

  it.each<[string, string[], Partial<RecipeDraft>, (string | number)[]]>([
    ["1.234 as a decimal", ["1.234", "5.678"], { decimalMark: "point" }, [1.234, 5.678]],
    ["1.234 as thousands", ["1.234", "5.678"], { decimalMark: "comma" }, [1234, 5678]],
    ["1,234 as a decimal", ['"1,234"', '"5,678"'], { decimalMark: "comma" }, [1.234, 5.678]],
    ["1,234 as thousands", ['"1,234"', '"5,678"'], { decimalMark: "point" }, [1234, 5678]],
  ])("%s is asked, and stored as answered", async (_what, values, answer, expected) => {
    const asked = await readHostile(days(...values));
    expect(asked.questions).toMatchObject([{ about: "decimalMark", column: "y" }]);
    expect(asked.recipe?.decimalMark).toBeNull();
    expect(asked.rows).toEqual([]);
    const told = await readHostile(days(...values), {
      // A point in groups of three under a decimal point is no group but the mark itself.
      change: (draft) => ({
        ...draft,
        ...answer,
        thousandsMark: values[0]?.includes(",") === (answer.decimalMark === "comma") ? "none" : "other",
      }),
    });
    expect(told.rows).toEqual(stored(...expected));
  });

  it.each(["NA", "#N/A", "NaN", "null", "-", "n/a"])("%s is asked about, and never zero", async (word) => {
    const values = ["1", "2", "3", "4", "5", "6", "7", word, "9"];
    const asked = await readHostile(days(...values));
    expect(asked.questions).toMatchObject([{ about: "missingWords", column: "y", words: [word] }]);
    expect(asked.refused?.problems[0]).toMatchObject({ row: 9, column: "y" });
    const told = await readHostile(days(...values), {
      change: (draft) => ({ ...draft, missingWords: [word], blankTarget: "missing" }),
    });
    expect(told.rows).toEqual(stored(1, 2, 3, 4, 5, 6, 7, "missing", 9));
  });

  it("-999 may be named as not known", async () => {
    const told = await readHostile(days("1", "-999", "3"), {
      change: (draft) => ({ ...draft, missingWords: ["-999"], blankTarget: "missing" }),
    });
    expect(told.rows).toEqual(stored(1, "missing", 3));
  });
});

describe("times", () => {
  const series = (...times: string[]) => `id,ds,y\n${times.map((time, i) => `a,${time},${i}`).join("\n")}\n`;
  const at = (...times: string[]) => times.map((time, i) => `a | ${time} | ${i}`);

  it.each<[string, string[], string[]]>([
    ["with gaps", ["2024-01-01", "2024-01-02", "2024-01-05"], ["2024-01-01", "2024-01-02", "2024-01-05"]],
    [
      "with mixed offsets of one zone",
      ["2024-03-31T01:00+01:00", "2024-03-31T03:00+02:00", "2024-03-31T04:00+02:00"],
      ["2024-03-31", "2024-03-31T01:00:00Z", "2024-03-31T02:00:00Z"],
    ],
    [
      "with daylight saving's hole",
      ["2024-03-31 00:00", "2024-03-31 01:00", "2024-03-31 03:00"],
      ["2024-03-31", "2024-03-31T01:00:00Z", "2024-03-31T03:00:00Z"],
    ],
    ["in seconds since 1970", ["1704067200", "1704153600"], ["2024-01-01", "2024-01-02"]],
    ["in milliseconds since 1970", ["1704067200000", "1704153600000"], ["2024-01-01", "2024-01-02"]],
    ["in ISO weeks", ["2024-W01", "2024-W02", "2024-W04"], ["2024-01-01", "2024-01-08", "2024-01-22"]],
    ["with two-digit years that read one way", ["31/12/99", "01/01/00"], ["1999-12-31", "2000-01-01"]],
    [
      "with the clock of twelve hours",
      ["1/31/2024 11:00 PM", "2/1/2024 12:00 AM"],
      ["2024-01-31T23:00:00Z", "2024-02-01"],
    ],
  ])("%s are kept", async (_what, times, expected) => {
    const read = await readHostile(series(...times));
    expect(read.refused).toBeNull();
    expect(read.questions).toEqual([]);
    expect(read.rows).toEqual(at(...expected));
  });

  it("unsorted are sorted, each with its value", async () => {
    const read = await readHostile(series("2024-01-03", "2024-01-01", "2024-01-02"));
    expect(read.rows).toEqual(["a | 2024-01-01 | 1", "a | 2024-01-02 | 2", "a | 2024-01-03 | 0"]);
  });

  it.each<[string, string[], number | null, RegExp]>([
    ["30 February", ["2024-02-29", "2024-02-30"], 3, /no such day/],
    ["a mixture of formats", ["2024-01-01", "02.01.2024"], 3, /not a time written as/],
    ["a fraction of a millisecond", ["2024-01-01T00:00:00", "2024-01-01T00:00:00.0005"], 3, /not a time/],
    ["offsets of which some are missing", ["2024-01-01T00:00Z", "2024-01-01T01:00"], 3, /offset/],
    [
      "daylight saving's overlap without offsets",
      ["2024-10-27 01:00", "2024-10-27 02:00", "2024-10-27 02:00"],
      4,
      /already in row 3/,
    ],
    [
      "an irregular rhythm",
      ["2024-01-01 00:00", "2024-01-01 00:07", "2024-05-17 13:11"],
      null,
      /no regular rhythm/,
    ],
    ["an empty time", ["2024-01-01", ""], 3, /empty/],
  ])("%s is refused", async (_what, times, row, reason) => {
    const { refused } = await readHostile(series(...times), {
      change: (draft) => ({
        ...draft,
        timeFormat: draft.timeFormat ?? "iso",
        columns: draft.columns.map((column) => (column.name === "ds" ? { ...column, role: "time" } : column)),
      }),
    });
    expect(refused?.problems[0]).toMatchObject({ row, column: "ds" });
    expect(refused?.message).toMatch(reason);
  });

  it.each<[string, string]>([
    ["the same value", "1"],
    ["another value", "2"],
  ])("one time twice with %s is refused, and both rows are named", async (what, y) => {
    const { refused } = await readHostile(`id,ds,y\na,2024-01-01,1\na,2024-01-02,5\na,2024-01-01,${y}\n`);
    expect(refused?.problems[0]).toMatchObject({ row: 4, column: "ds" });
    expect(refused?.message).toContain("already in row 2");
    expect(refused?.message).toContain(what === "another value" ? "different values" : "the same y");
  });

  it("mixed frequencies are kept on the finer grid, with the gaps that this means", async () => {
    const read = await readHostile(
      "id,ds,y\nw,2024-01-01,1\nw,2024-01-08,2\nd,2024-01-01,1\nd,2024-01-02,2\nd,2024-01-03,3\n",
    );
    expect(read.rows).toHaveLength(5);
  });

  it.each<[string, string[], string[]]>([
    ["02/03/2024", ["02/03/2024", "03/03/2024"], ["day_first", "month_first"]],
    ["02/03/04", ["02/03/04", "03/03/04"], ["day_first_short", "month_first_short", "year_first_short"]],
    ["Excel's days", ["45292", "45293"], ["excel_serial", "integer"]],
  ])("%s is asked", async (_what, times, choices) => {
    const read = await readHostile(series(...times));
    expect(read.questions).toMatchObject([{ about: "timeFormat", column: "ds", choices }]);
    expect(read.recipe?.timeFormat).toBeNull();
    expect(read.rows).toEqual([]);
  });
});
