import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { closeEventHub } from "#lib/platform/events/hub.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { requestRun } from "../../server.ts";
import { importTestVersion, testRequest } from "../../testing.ts";
import type { BrowserTask } from "../protocol.ts";
import { fakeBrowser } from "./fake-browser.ts";

export const SERIES = 4;
export const HORIZON = 7;
/** Naive, seasonal naive and Theta, which `testRequest` asks for. */
export const MODELS = 3;

/** A database with two projects for the whole file, and a run in the browser for each test. */
export function setUpBrowserRun() {
  const state = {} as {
    mine: TestProject;
    other: TestProject;
    versionId: string;
    run: { id: string; number: number };
  };
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    state.mine = await createTestProject();
    state.other = await createTestProject();
    state.versionId = await importTestVersion(state.mine.owner, { series: SERIES });
  });
  afterAll(async () => {
    await closeEventHub();
    await closeSender();
    await database.drop();
  });
  beforeEach(async () => {
    state.run = await requestRun(
      state.mine.data_scientist,
      testRequest(state.versionId, { place: "browser" }),
    );
  });
  afterEach(async () => {
    const { id } = state.run;
    await db().run.updateMany({
      where: { id, status: { in: ["queued", "running"] } },
      data: { status: "cancelled" },
    });
    await db().runTask.updateMany({ where: { runId: id }, data: { leaseUntil: null } });
  });

  return {
    state,
    open: (workerId = "page-number-one", actor: ProjectActor = state.mine.data_scientist) =>
      fakeBrowser(actor, state.run.number, workerId),
    rowOf: (task: Pick<BrowserTask, "id">) => db().runTask.findUniqueOrThrow({ where: { id: task.id } }),
    artifacts: () => db().artifact.count({ where: { runId: state.run.id } }),
    /** How many of the run's tasks were ever sent to the server's queue. */
    messages: async () => {
      const rows = await db().$queryRawUnsafe<{ n: bigint }[]>(
        `SELECT count(*) AS n FROM pgboss.job j JOIN "RunTask" t ON t.id = j.data->>'taskId'
         WHERE j.name = 'run-task' AND t."runId" = $1`,
        state.run.id,
      );
      return Number(rows[0]?.n);
    },
  };
}
