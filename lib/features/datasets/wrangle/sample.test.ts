import { expect, it } from "vitest";
import { rowsOf, withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import { takeSample } from "./sample.ts";

it("leaves the named series, then those at the front, and says how many of how many", async () => {
  await withFolder((folder) =>
    withDuckDb({ folder, threads: 1 }, async (connection) => {
      await connection.run(
        "CREATE TABLE rows AS SELECT CAST(s AS INTEGER) AS series, t AS ds FROM range(5) a(s), range(10) b(t)",
      );
      await connection.run(
        "CREATE TABLE ids AS SELECT CAST(s AS INTEGER) AS series, 'n' || s AS id FROM range(5) a(s)",
      );
      expect(await takeSample(connection, [], 50)).toBeNull();
      expect(await takeSample(connection, ["n4"], 35)).toEqual({ series: 3, of: 5 });
      const left = await rowsOf(
        connection,
        "SELECT id, count(*) AS n FROM rows JOIN ids USING (series) GROUP BY id ORDER BY id",
      );
      expect(left).toEqual(["n0", "n1", "n4"].map((id) => ({ id, n: 10 })));
    }),
  );
});
