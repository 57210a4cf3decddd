import { describe, expect, it } from "vitest";
import { rowsOf, withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import { openRowsLoader } from "./load-rows.ts";
import { scanCsv } from "./scan.ts";

const RECORDS = ["a,1\n", '"x\ny",2\n', '"q ""z"" , w",3\r\n', ",4\n", "\n", '"é\r\n\n",5\r\n', "bb,-6.5\n"];
const TEXT = `id,y\n${Array.from({ length: 40 }, (_, i) => RECORDS.slice(i % 7).join("")).join("")}`;

/** The rows as the table has them, read by pieces of so many bytes and segments of so many. */
async function load(pieceBytes: number, segmentBytes: number) {
  const bytes = Buffer.from(TEXT);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  return withFolder((folder) =>
    withDuckDb({ folder }, async (connection) => {
      const { onHeader, write, end } = openRowsLoader({ connection, folder, table: "raw", segmentBytes });
      const scan = await scanCsv({ bytes: pieces(), delimiter: ",", onHeader, write });
      expect(await end()).toBe(scan.rows);
      return rowsOf(connection, "SELECT rowid, c0, c1 FROM raw ORDER BY rowid");
    }),
  );
}

describe("rows that are loaded while the next are checked", () => {
  it.each([
    [70_000, 1],
    [70_000, 1_000],
    [13, 50],
    [1, 1],
  ])("are the same in pieces of %d bytes and segments of %d", async (pieceBytes, segmentBytes) => {
    const whole = await load(1_000_000, 1_000_000);
    expect(whole.length).toBeGreaterThan(100);
    expect(await load(pieceBytes, segmentBytes)).toEqual(whole);
  });
});
