import { afterAll, beforeAll, expect, it } from "vitest";
import { db, transaction } from "../db.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { createTestProject } from "../testing/fixtures.ts";
import { appendEvent } from "./append.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it("numbers the events of a project without a gap, also when writers race and some roll back", async () => {
  const { projectId } = await createTestProject();
  const writers = Array.from({ length: 30 }, (_, i) =>
    transaction(async (tx) => {
      await appendEvent(tx, { projectId, kind: "canvas.updated", ref: String(i) });
      if (i % 3 === 0) throw new Error("rolled back");
    }).catch(() => {}),
  );
  await Promise.all(writers);
  const events = await db().event.findMany({ where: { projectId }, orderBy: { seq: "asc" } });
  expect(events.map((event) => Number(event.seq))).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});
