import { afterAll, beforeAll, expect, it } from "vitest";
import { getDatasetVersion, getSuite, saveSuite } from "#lib/features/datasets/server.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { requestRun } from "./request.ts";
import { importTestVersion, testRequest } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await closeSender();
  await database.drop();
});

it("a version that fails an expectation of severity error is trained on once the expectation is changed", async () => {
  const home = await createTestProject();
  const actor = home.data_scientist;
  const version = await getDatasetVersion(actor, await importTestVersion(actor));
  const { expectations } = await getSuite(actor, version.datasetId);
  const long = { id: "long", kind: "history", severity: "error", leastPeriods: 100_000 } as const;
  await saveSuite(actor, version.datasetId, { expectations: [...expectations, long] });
  const wish = testRequest(version.id);
  await expect(requestRun(actor, wish)).rejects.toMatchObject({
    code: "invalid_input",
    details: {
      fields: {
        datasetVersionId: expect.stringMatching(
          /^This version fails an expectation that blocks training: Every series has at least 100,000 known values \(the shortest has \d+\)\. Correct the data/,
        ),
      },
    },
  });
  expect(await db().run.count({ where: { projectId: home.projectId } })).toBe(0);

  await saveSuite(actor, version.datasetId, {
    expectations: [...expectations, { ...long, severity: "warning" }],
  });
  expect(await requestRun(actor, wish)).toMatchObject({ number: 1 });
});
