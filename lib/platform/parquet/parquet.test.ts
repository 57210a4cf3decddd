import { describe, expect, it } from "vitest";
import { collectColumns } from "./columns.ts";
import { withDuckDb, withFolder } from "./duck.ts";
import { readParquet, writeParquet } from "./index.ts";

const columns = () => ({
  series: Int32Array.from({ length: 5000 }, (_, i) => i % 7),
  ds: BigInt64Array.from({ length: 5000 }, (_, i) => BigInt(1_388_534_400_000 + i * 86_400_000)),
  y: Float64Array.from({ length: 5000 }, (_, i) => (i % 11 === 0 ? Number.NaN : i / 3)),
  q: Float32Array.from({ length: 5000 }, (_, i) => i * 0.1),
  "odd \"name'": Array.from({ length: 5000 }, (_, i) => (i % 5 === 0 ? null : `name ${i}, "é"`)),
});

describe("writeParquet and readParquet", () => {
  it("give back every value exactly, missing ones too", async () => {
    const source = columns();
    const read = await readParquet(await writeParquet(source));
    expect(Object.keys(read)).toEqual(Object.keys(source));
    expect(read.series).toEqual(source.series);
    expect(read.ds).toEqual(Float64Array.from(source.ds, Number));
    expect(read.y).toEqual(source.y);
    expect(read.q).toEqual(source.q);
    expect(read["odd \"name'"]).toEqual(source["odd \"name'"]);
  });

  it("give equal bytes for equal columns, so that artifacts are addressed by content", async () => {
    const [a, b] = [await writeParquet(columns()), await writeParquet(columns())];
    expect(Buffer.compare(Buffer.from(a), Buffer.from(b))).toBe(0);
  });

  it("reads only the columns and rows asked for", async () => {
    const read = await readParquet(await writeParquet(columns()), { columns: ["y"], where: "series = 3" });
    expect(Object.keys(read)).toEqual(["y"]);
    expect(read.y?.length).toBe(714);
  });

  it("keeps a table without rows", async () => {
    const read = await readParquet(await writeParquet({ y: new Float64Array(0) }));
    expect(read.y).toEqual(new Float64Array(0));
  });

  it("reads missing numbers as NaN, wherever they are, and refuses missing integers", async () => {
    await withFolder((folder) =>
      withDuckDb({ folder }, async (connection) => {
        const query = (type: string, isMissing: string) =>
          `SELECT CAST(CASE WHEN ${isMissing} THEN NULL ELSE i END AS ${type}) AS v FROM range(5000) t(i)`;
        for (const type of ["DOUBLE", "FLOAT", "BIGINT"]) {
          for (const period of [1, 2, 63, 64, 65, 2047, 4999, 9999]) {
            const sql = query(type, `i % ${period} = ${period} - 1`);
            const { v } = await collectColumns(await connection.stream(sql), 5000);
            const expected = Array.from({ length: 5000 }, (_, i) =>
              i % period === period - 1 ? Number.NaN : i,
            );
            expect(Array.from(v as Float64Array), `${type}, each ${period}th`).toEqual(expected);
          }
        }
        const missing = collectColumns(await connection.stream(query("INTEGER", "i = 4321")), 5000);
        await expect(missing).rejects.toThrow("Column v has an empty integer");
      }),
    );
  });

  it("refuses columns of different lengths", async () => {
    const write = writeParquet({ a: new Float64Array(2), b: new Float64Array(3) });
    await expect(write).rejects.toThrow("differ in length");
  });
});
