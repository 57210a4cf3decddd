import { afterAll, beforeAll, expect, it } from "vitest";
import { database, db, transaction } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { closeSender, openBoss, sender } from "./boss.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(async () => {
  await closeSender();
  await testDatabase.drop();
});

const jobCount = async () => {
  const rows = await db().$queryRawUnsafe<{ n: bigint }[]>("SELECT count(*) AS n FROM pgboss.job");
  return Number(rows[0]?.n);
};

it("makes its tables once when four processes start at once", async () => {
  const url = database().url;
  const bosses = await Promise.all(
    Array.from({ length: 4 }, (_, i) => openBoss({ url, works: i % 2 === 0 })),
  );
  await Promise.all(bosses.map((boss) => boss.stop({ graceful: false })));
});

it("sends with the transaction or not at all, and wakes a worker at once", async () => {
  const jobs = await sender();
  await expect(
    transaction(async (tx) => {
      await jobs.send(tx, "run-task", [{ data: { taskId: "never" } }]);
      await jobs.publish(tx, "run.succeeded", { workspaceId: "w", projectId: "p", runId: "never" });
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  expect(await jobCount()).toBe(0);

  const worker = await openBoss({ url: database().url, works: true });
  const got: string[] = [];
  await worker.work<{ taskId: string }>("run-task", async ([job]) => {
    got.push(job?.data.taskId ?? "");
  });
  await worker.work<{ runId: string }>("verdict", async ([job]) => {
    got.push(job?.data.runId ?? "");
  });
  const from = performance.now();
  await transaction(async (tx) => {
    await jobs.send(tx, "run-task", [{ data: { taskId: "task" } }]);
    await jobs.publish(tx, "run.succeeded", { workspaceId: "w", projectId: "p", runId: "run" });
  });
  while (got.length < 2 && performance.now() - from < 5_000)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(got.sort()).toEqual(["run", "task"]);
  // Woken by the notification: the poll alone would take up to 30 s.
  expect(performance.now() - from).toBeLessThan(4_000);
  await worker.stop({ graceful: false });
});
