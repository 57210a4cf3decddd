/**
 * A recipe replayed on a drop that comes after a version. `npm run bench replay [series, 2000] [days, 730]`, with
 * TEST_DATABASE_URL of a PostgreSQL server on which it may make a database of its own.
 * Measured are, with a recipe that works row by row: the first version, the version with one more week by the new rows
 * alone, the same read from all files, the same asked for again; and another recipe on rows that are read already.
 */
import { importVersion, wrangleVersion } from "#lib/features/datasets/server.ts";
import { recipeOf, uploadText } from "#lib/features/datasets/testing.ts";
import { StepsSchema } from "#lib/features/datasets/wrangle/step-schema.ts";
import { createTestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";

const series = Number(process.argv[2] ?? 2000);
const days = Number(process.argv[3] ?? 730);
const database = await createTestDatabase();
try {
  const { owner } = await createTestProject();
  const drop = (from: number, count: number) => {
    let text = "id,ds,y,price\n";
    for (let s = 0; s < series; s += 1) {
      for (let day = from; day < from + count; day += 1) {
        const date = new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10);
        text += `item_${s},${date},${(s * 7 + day * 13) % 101},${1 + (day % 5)}\n`;
      }
    }
    return text;
  };
  const upload = async (name: string, text: string) => (await uploadText(owner, text, name)).id;
  const timed = async <T>(words: string, work: () => Promise<T>): Promise<{ done: T; seconds: number }> => {
    const from = performance.now();
    const done = await work();
    const seconds = (performance.now() - from) / 1000;
    console.log(`${words}: ${seconds.toFixed(2)} s`);
    return { done, seconds };
  };
  const rowByRow = StepsSchema.parse([
    { id: "unit", kind: "convert", by: { of: "covariate", column: "price" }, unitTo: "€" },
    { id: "strike", kind: "mask", from: "2023-03-01", to: "2023-03-07" },
    { id: "dates", kind: "holidays", place: "IT" },
    { id: "limit", kind: "outliers", by: "range", high: 400, action: "clip" },
  ]);
  const recipe = recipeOf(
    [
      ["id", "series"],
      ["ds", "time"],
      ["y", "target"],
      ["price", "covariate", "past_only", "numeric"],
    ],
    { steps: rowByRow },
  );
  const [first, week] = [drop(0, days), drop(days, 7)];
  const again = await upload("history.csv", first);
  console.log(
    `${series.toLocaleString("en")} series × ${days} days, ${(first.length / 1e6).toFixed(0)} MB; a week of ${(week.length / 1e6).toFixed(1)} MB after it`,
  );
  const one = await timed("first version, all read", () =>
    importVersion(owner, { uploadId: again, name: "Sales", recipe }),
  );
  const drops = await upload("week.csv", week);
  const added = { uploadId: drops, appendTo: one.done.id, name: "Sales", recipe };
  let measuringFrom = 0;
  const appended = await timed("with one more week, its rows alone read", () =>
    importVersion(owner, added, (stage) => {
      if (stage === "Measuring every series") measuringFrom = performance.now();
    }),
  );
  const measured = (performance.now() - measuringFrom) / 1000;
  console.log(`  of these, measuring and storing what is counted over all rows: ${measured.toFixed(2)} s`);
  const whole = await timed("the same, all files read", () =>
    importVersion(owner, { uploadId: again, moreUploadIds: [drops], name: "Sales again", recipe }),
  );
  if (appended.done.digest !== whole.done.digest) throw new Error("Both ways must give one version.");
  const known = await timed("asked for again", () => importVersion(owner, added));
  if (known.done.isNew) throw new Error("The version was there already.");
  const filled = StepsSchema.parse([
    ...rowByRow,
    { id: "gaps", kind: "fill", method: "interpolate" },
    { id: "total", kind: "hierarchy", levels: [{ of: "total" }] },
  ]);
  await timed("two more steps along whole series, from rows that are read", () =>
    wrangleVersion(owner, { versionId: appended.done.id, steps: filled }),
  );
  console.log(
    `all files took ${(whole.seconds / appended.seconds).toFixed(1)} times as long as the week alone`,
  );
} finally {
  await database.drop();
}
