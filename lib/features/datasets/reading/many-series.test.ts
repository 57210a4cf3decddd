import { expect, it } from "vitest";
import { rowsOf, withFolder } from "#lib/platform/parquet/duck.ts";
import { RecipeSchema } from "../recipe-schema.ts";
import { recipeOf } from "../testing.ts";
import { buildTable } from "./build.ts";
import { measure } from "./measure.ts";
import { readTable } from "./table.ts";

const SERIES = 1_000_000;
const DAYS = ["2024-01-01", "2024-01-02", "2024-01-03"];

/** A series' three days one after the other; what is sold is the series' number and the day's. */
async function* file(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("id,ds,y\n");
  for (let from = 0; from < SERIES; from += 10_000) {
    let text = "";
    for (let s = from; s < from + 10_000; s += 1)
      text += DAYS.map((day, i) => `s${s},${day},${s + i}\n`).join("");
    yield Buffer.from(text);
  }
}

it("a million series of three days are read, placed and measured, each with its values", async () => {
  const recipe = RecipeSchema.parse(
    recipeOf([
      ["id", "series"],
      ["ds", "time"],
      ["y", "target"],
    ]),
  );
  const source = { name: "many.csv", sizeBytes: 66_000_000, bytes: file };
  const options = { files: [source], onStage: () => {}, delimiter: null, encoding: null, sheet: null };
  await withFolder((folder) =>
    readTable({ ...options, folder }, async (raw) => {
      const built = await buildTable(raw, recipe, () => {});
      const { profile, summary } = await measure(built);
      expect(profile).toMatchObject({ series: SERIES, rows: 3 * SERIES, periods: 3, ownGaps: 0 });
      expect(summary.ids[SERIES - 1]).toBe(`s${SERIES - 1}`);
      expect(summary.mean[500_000]).toBe(500_001);
      const [wrong] = await rowsOf(
        built.raw.connection,
        `SELECT count_if(id <> 's' || CAST(series AS VARCHAR) OR y <> series + pos) AS n, count(*) AS rows
         FROM data JOIN ids USING (series)`,
      );
      expect(wrong).toEqual({ n: 0, rows: 3 * SERIES });
    }),
  );
}, 120_000);
