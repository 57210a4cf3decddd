import { describe, expect, it } from "vitest";
import { DataRefused } from "../problems.ts";
import { detectDelimiter } from "./header.ts";
import { type ScanResult, scanCsv } from "./scan.ts";

async function scan(source: string | Uint8Array, pieceSize = 7): Promise<ScanResult & { clean: string }> {
  const bytes = typeof source === "string" ? Buffer.from(source) : source;
  async function* pieces() {
    for (let i = 0; i < bytes.length; i += pieceSize) yield bytes.subarray(i, i + pieceSize);
  }
  const out: Uint8Array[] = [];
  const result = await scanCsv({
    bytes: pieces(),
    delimiter: null,
    write: async (chunk) => {
      out.push(chunk.slice());
    },
  });
  return { ...result, clean: Buffer.concat(out).toString("utf8") };
}

async function refusal(source: string | Uint8Array): Promise<DataRefused> {
  const error = await scan(source).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DataRefused)) throw new Error(`was not refused: ${String(error)}`);
  expect(error.code).toBe("data_refused");
  return error;
}

describe("scanCsv reads", () => {
  it.each([1, 2, 3, 5, 1000])("the same in pieces of %d bytes", async (size) => {
    const text =
      '\uFEFFid,ds,y\r\n"a ""b""",2024-01-01,1\r\n\r\n"two\nlines",2024-01-02,2\r\né€😀,2024-01-03,3';
    const result = await scan(text, size);
    expect(result.header).toEqual(["id", "ds", "y"]);
    expect(result.rows).toBe(3);
    expect(result.encoding).toBe("UTF-8 with byte order mark");
    expect(result.clean).toBe(
      'id,ds,y\n"a ""b""",2024-01-01,1\n"two\nlines",2024-01-02,2\né€😀,2024-01-03,3\n',
    );
    // Lines of the file: 1 header, 2 a, 3 blank, 4 and 5 the two-line record, 6 the last.
    expect([0, 1, 2].map(result.lineOf)).toEqual([2, 4, 6]);
  });

  it.each([",", ";", "\t", "|"])("columns separated by %j", async (delimiter) => {
    const result = await scan(
      `${["id", "ds", "y"].join(delimiter)}\n${["a", "2024-01-01", "1"].join(delimiter)}`,
    );
    expect(result.delimiter).toBe(delimiter);
    expect(result.header).toHaveLength(3);
  });

  it("decimal commas between semicolons as semicolons", () => {
    expect(detectDelimiter(Buffer.from("id;ds;y\na;2024-01-01;1,5\nb;2024-01-02;2,5\n"))).toBe(";");
  });
});

describe("scanCsv refuses", () => {
  it("an empty file", async () => {
    expect((await refusal("")).message).toContain("The file is empty");
  });
  it("a file of blank lines", async () => {
    expect((await refusal("\n\r\n\n")).message).toContain("only blank lines");
  });
  it("a header without rows", async () => {
    expect((await refusal("id,ds,y\n")).message).toMatch(/Row 1: .*rows are missing/);
  });
  it("a file without a header", async () => {
    expect((await refusal("a,2024-01-01,5\na,2024-01-02,6\n")).message).toMatch(/Row 1: .*looks like data/);
  });
  it("a NUL byte, with its row and column", async () => {
    const error = await refusal("id,ds,y\na,2024-01-01,1\nb,2024-01-02,2\0\n");
    expect(error.details).toMatchObject({ row: 3, column: "y" });
    expect(error.message).toContain("NUL");
  });
  it("Latin-1, with its row", async () => {
    const error = await refusal(Buffer.from("id,ds,y\na,2024-01-01,1\ncafé,2024-01-02,2\n", "latin1"));
    expect(error.details).toMatchObject({ row: 3, column: "id" });
    expect(error.message).toContain("UTF-8");
  });
  it("an unclosed quote, with the row where it opens", async () => {
    const error = await refusal('id,ds,y\na,2024-01-01,1\n"b,2024-01-02,2\nc,2024-01-03,3\n');
    expect(error.details).toMatchObject({ row: 3, column: "id" });
    expect(error.message).toContain("never closed");
  });
  it("an unclosed quote before 30 MB, without reading them all", async () => {
    let read = 0;
    async function* endless() {
      yield Buffer.from('id,ds,y\n"a,2024-01-01,1\n');
      for (; read < 30; read += 1) yield Buffer.alloc(1 << 20, "x,1\n");
    }
    const promise = scanCsv({ bytes: endless(), delimiter: null, write: async () => {} });
    await expect(promise).rejects.toThrow("never closed");
    expect(read).toBeLessThan(4);
  });
  it("ragged rows, each with its row, counting them all", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => (i % 2 ? "a,1" : "a,2024-01-01,1,9"));
    const error = await refusal(`id,ds,y\n${rows.join("\n")}\n`);
    expect(error.total).toBe(40);
    expect(error.problems).toHaveLength(20);
    expect(error.problems[1]).toMatchObject({ row: 3, message: expect.stringContaining("2 fields") });
    expect(error.message).toContain("39 more problems");
  });
  it("a quote in the middle of a field", async () => {
    expect((await refusal('id,ds,y\na 5" pipe,2024-01-01,1\n')).details.row).toBe(2);
  });
  it("__proto__ as a header", async () => {
    const error = await refusal("id,__proto__,y\na,2024-01-01,1\n");
    expect(error.details).toMatchObject({ row: 1, column: "__proto__" });
  });
  it("two headers of one name", async () => {
    expect((await refusal("id,y,y\na,1,2\n")).message).toMatch(/Row 1, column y: Columns 2 and 3/);
  });
  it("a column without a name", async () => {
    expect((await refusal("id,,y\na,1,2\n")).message).toContain("Column 2 has no name");
  });
  it("one column only", async () => {
    expect((await refusal("y\n1\n2\n")).message).toContain("Only one column");
  });
  it("a ZIP archive", async () => {
    expect((await refusal(Buffer.from("PK\u0003\u0004 and so on"))).message).toContain("ZIP archive");
  });
});
