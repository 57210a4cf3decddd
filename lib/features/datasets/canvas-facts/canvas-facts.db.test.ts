import { afterAll, beforeAll, expect, it } from "vitest";
import { getNamedBlock, writeCanvas } from "#lib/features/canvas/server.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { getDatasetVersion, importVersion, listFactsOffers, saveTerms, takeFacts } from "../server.ts";
import { recipeOf, uploadText } from "../testing.ts";

let database: TestDatabase;
let home: TestProject;
let foreign: TestProject;
beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
  foreign = await createTestProject();
});
afterAll(() => database.drop());

it("offers what was measured to the canvas, and writes it by a click beside what people typed", async () => {
  const actor = home.data_scientist;
  const days = Array.from({ length: 9 }, (_, i) => `a,2024-01-0${i + 1},${i}`);
  const { id: uploadId } = await uploadText(actor, `item,ds,y\n${days.join("\n")}\n`);
  const recipe = recipeOf([
    ["item", "series"],
    ["ds", "time"],
    ["y", "target"],
  ]);
  const { id } = await importVersion(actor, { uploadId, name: "Till sales", recipe });
  const { datasetId } = await getDatasetVersion(actor, id);
  await saveTerms(actor, datasetId, { owner: "Controlling" });
  const typed = { name: "till sales", kind: "internal_database", history: "since 2014", licence: "Own" };
  await writeCanvas(actor, { data_sources: { fields: { sources: [{ name: "Weather" }, typed] } } });

  const [offer, ...others] = await listFactsOffers(home.stakeholder);
  expect(others).toEqual([]);
  expect(offer?.facts.map((fact) => [fact.key, fact.planned])).toEqual([
    ["grain", ""],
    ["history", "since 2014"],
    ["owner", ""],
  ]);
  const wish = { block: "data_sources", datasetId };
  await expect(takeFacts(home.stakeholder, wish)).rejects.toMatchObject({ code: "forbidden" });
  await expect(takeFacts(foreign.owner, wish)).rejects.toMatchObject({ code: "not_found" });
  const { seq } = await takeFacts(home.product_owner, wish);
  const { fields } = await getNamedBlock(actor, "data_sources");
  expect(fields.sources).toMatchObject([
    { name: "Weather" },
    {
      ...{ name: "till sales", kind: "internal_database", licence: "Own", owner: "Controlling" },
      ...{ grain: "item, day", history: "1 Jan 2024 to 9 Jan 2024, none missing" },
    },
  ]);
  expect(await listFactsOffers(actor)).toEqual([]);
  // Taken over twice, nothing changes.
  expect(await takeFacts(actor, wish)).toEqual({ seq });
});
