import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeSender, type Sender, sender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { cancelRun, requestRun } from "../server.ts";
import { importTestVersion, testRequest } from "../testing.ts";
import { completeTask, failAttempt, handBack, type TaskOutcome } from "./end.ts";
import { beat, claimTask, type HeldTask } from "./lease.ts";
import { sweepLapsedLeases } from "./sweep.ts";

let database: TestDatabase;
let project: TestProject;
let versionId: string;
let jobs: Sender;
let run: { id: string; number: number };

beforeAll(async () => {
  database = await createTestDatabase();
  project = await createTestProject();
  versionId = await importTestVersion(project.owner);
  jobs = await sender();
});
afterAll(async () => {
  await closeSender();
  await database.drop();
});
beforeEach(async () => {
  run = await requestRun(project.owner, testRequest(versionId));
});
afterEach(async () => {
  await db().run.updateMany({
    where: { id: run.id, status: { in: ["queued", "running"] } },
    data: { status: "cancelled" },
  });
  await db().runTask.updateMany({ where: { runId: run.id }, data: { leaseUntil: null } });
});

const outcome = (digest: string): TaskOutcome => ({
  artifacts: [{ kind: "forecast", digest, sizeBytes: 1, detail: {} }],
  logs: [{ level: "info", text: digest }],
});
const taskId = async (key = "prepare") =>
  (await db().runTask.findFirstOrThrow({ where: { runId: run.id, key }, select: { id: true } })).id;
const task = async (key = "prepare") => db().runTask.findFirstOrThrow({ where: { runId: run.id, key } });
const status = async () => (await db().run.findUniqueOrThrow({ where: { id: run.id } })).status;

async function claim(workerId = "worker-a"): Promise<HeldTask> {
  const held = await claimTask(await taskId(), workerId);
  if (!held) throw new Error("not to be had");
  return held;
}
const lapse = (held: HeldTask) =>
  db().runTask.update({ where: { id: held.id }, data: { leaseUntil: new Date(Date.now() - 1_000) } });
const messages = async (id: string) =>
  Number(
    (
      await db().$queryRawUnsafe<{ n: bigint }[]>(
        "SELECT count(*) AS n FROM pgboss.job WHERE name = 'run-task' AND data->>'taskId' = $1",
        id,
      )
    )[0]?.n,
  );

describe("claiming", () => {
  it("gives a task to one of ten workers that ask at once, and starts the run", async () => {
    const id = await taskId();
    const claims = await Promise.all(Array.from({ length: 10 }, (_, i) => claimTask(id, `worker-${i}`)));
    expect(claims.filter((held) => held !== null)).toHaveLength(1);
    expect(await status()).toBe("running");
    expect(await task()).toMatchObject({ status: "running", attempt: 1 });
  });

  it("gives nothing of a cancelled run, nor what still waits", async () => {
    expect(await claimTask(await taskId("select"), "w")).toBeNull();
    await cancelRun(project.owner, { number: run.number });
    expect(await claimTask(await taskId(), "w")).toBeNull();
  });
});

describe("the fence", () => {
  it("refuses the result of an attempt whose lease was given on, and keeps the other's, once", async () => {
    const slow = await claim("slow");
    await lapse(slow);
    expect(await sweepLapsedLeases(jobs)).toBe(1);
    const quick = await claim("quick");
    expect(quick.attempt).toBe(2);
    const written = await Promise.all([
      completeTask(slow, outcome("slow"), jobs),
      completeTask(quick, outcome("quick"), jobs),
      completeTask(quick, outcome("quick"), jobs),
    ]);
    expect(written[0]).toBe(false);
    expect(written.filter(Boolean)).toHaveLength(1);
    const artifacts = await db().artifact.findMany({ where: { runId: run.id } });
    expect(artifacts.map((artifact) => artifact.digest)).toEqual(["quick"]);
    const logs = await db().runLog.findMany({ where: { runId: run.id, level: "info" } });
    expect(logs.map((line) => line.text)).toEqual(["quick"]);
  });

  it("stores nothing when one part of the result cannot be stored", async () => {
    const held = await claim();
    const broken: TaskOutcome = {
      ...outcome("first"),
      metrics: [
        { model: "theta", scope: "test", name: "mae", value: 1, count: 1 },
        { model: "theta", scope: "test", name: "mae", value: 2, count: 1 },
      ],
    };
    await expect(completeTask(held, broken, jobs)).rejects.toThrow();
    expect(await db().artifact.count({ where: { runId: run.id } })).toBe(0);
    expect(await db().metric.count({ where: { runId: run.id } })).toBe(0);
    expect(await task()).toMatchObject({ status: "running", attempt: 1 });
    expect(await completeTask(held, outcome("second"), jobs)).toBe(true);
  });

  it("releases each successor once, with one message, when its last predecessors end at the same moment", async () => {
    const prepare = await claim();
    await completeTask(prepare, { artifacts: [], logs: [] }, jobs);
    const ready = await db().runTask.findMany({ where: { runId: run.id, status: "queued" } });
    expect(ready.length).toBeGreaterThan(3);
    const held = await Promise.all(ready.map((each) => claimTask(each.id, "w")));
    const done = await Promise.all(
      held.map((each) => each && completeTask(each, { artifacts: [], logs: [] }, jobs)),
    );
    expect(done.every(Boolean)).toBe(true);
    const select = await task("select");
    expect(select.status).toBe("queued");
    expect(await messages(select.id)).toBe(1);
    // The untouched fold still waits: selection has not ended.
    expect(await task("theta/fold-2/shard-0")).toMatchObject({ status: "waiting" });
  });
});

describe("leases", () => {
  it("are extended by a beat, which writes progress and tells the readers", async () => {
    const held = await claim();
    await lapse(held);
    const pulse = {
      task: held,
      progress: 0.4,
      message: "step 4 of 10",
      lossCurve: [[4, 0.5, null]] as const,
      changed: true,
    };
    expect(await beat([pulse])).toEqual(new Set([held.id]));
    expect(await sweepLapsedLeases(jobs)).toBe(0);
    expect(await task()).toMatchObject({
      progress: 0.4,
      message: "step 4 of 10",
      lossCurve: [[4, 0.5, null]],
    });
    const last = await db().event.findFirst({
      where: { projectId: project.projectId },
      orderBy: { seq: "desc" },
    });
    expect(last).toMatchObject({ kind: "run.progressed", ref: run.id });
  });

  it("end for the old attempt when a beat finds that another holds the task, or that the run was cancelled", async () => {
    const old = await claim("old");
    await lapse(old);
    await sweepLapsedLeases(jobs);
    const fresh = await claim("fresh");
    const pulse = (held: HeldTask) => ({
      task: held,
      progress: 0,
      message: "",
      lossCurve: null,
      changed: false,
    });
    expect(await beat([pulse(old), pulse(fresh)])).toEqual(new Set([fresh.id]));
    await cancelRun(project.owner, { number: run.number });
    expect(await beat([pulse(fresh)])).toEqual(new Set());
  });

  it("that lapse are swept by one of five workers, with one new message", async () => {
    const held = await claim();
    await lapse(held);
    const before = await messages(held.id);
    const swept = await Promise.all(Array.from({ length: 5 }, () => sweepLapsedLeases(jobs)));
    expect(swept.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await messages(held.id)).toBe(before + 1);
    expect(await task()).toMatchObject({ status: "queued", failures: 1, attempt: 1 });
  });

  it("that lapse five times fail the run with words that say why", async () => {
    for (let i = 0; i < 5; i += 1) {
      const held = await claim();
      await lapse(held);
      await sweepLapsedLeases(jobs);
    }
    const failed = await db().run.findUniqueOrThrow({ where: { id: run.id } });
    expect(failed.status).toBe("failed");
    expect(failed.failure).toBe("The worker on “prepare” stopped answering. It was tried 5 times.");
    expect(
      await db().runTask.count({
        where: { runId: run.id, status: { in: ["waiting", "queued", "running"] } },
      }),
    ).toBe(0);
  });
});

describe("an attempt that ends otherwise", () => {
  it("is not counted as a failure when a worker hands the task back, and its fence holds", async () => {
    for (let i = 0; i < 5; i += 1) {
      const held = await claim();
      expect(await handBack(held, jobs)).toBe(true);
      expect(await completeTask(held, outcome("late"), jobs)).toBe(false);
    }
    expect(await task()).toMatchObject({ status: "queued", attempt: 5, failures: 0 });
  });

  it("fails the run at once when trying again cannot help", async () => {
    await failAttempt(await claim(), { words: "The data is empty.", permanent: true }, jobs);
    const failed = await db().run.findUniqueOrThrow({ where: { id: run.id } });
    expect(failed).toMatchObject({ status: "failed", failure: "The data is empty." });
  });

  it("changes nothing once the run was cancelled", async () => {
    const held = await claim();
    await cancelRun(project.owner, { number: run.number });
    expect(await completeTask(held, outcome("late"), jobs)).toBe(false);
    expect(await failAttempt(held, { words: "late", permanent: true }, jobs)).toBe(false);
    expect(await handBack(held, jobs)).toBe(false);
    expect(await status()).toBe("cancelled");
    expect(await db().artifact.count({ where: { runId: run.id } })).toBe(0);
  });
});
