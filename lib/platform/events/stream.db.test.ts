import { afterAll, beforeAll, expect, it } from "vitest";
import { database, transaction } from "../db.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { createTestProject } from "../testing/fixtures.ts";
import { appendEvent, EVENTS_CHANNEL } from "./append.ts";
import { closeEventHub } from "./hub.ts";
import { type EventStreamOptions, eventStream } from "./stream.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(async () => {
  await closeEventHub();
  await testDatabase.drop();
});

function open(options: Partial<EventStreamOptions> & { projectId: string }) {
  const abort = new AbortController();
  const stream = eventStream({
    reader: "somebody",
    after: null,
    signal: abort.signal,
    mayStillRead: async () => true,
    ...options,
  });
  const decoder = new TextDecoder();
  const seen: string[] = [];
  let hello: string | undefined;
  const reader = stream.getReader();
  const ended = (async () => {
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const frame = text.slice(0, end);
        text = text.slice(end + 2);
        const id = /^id: (\d+)$/m.exec(frame)?.[1];
        if (frame.includes("event: hello")) hello = id;
        else if (id) seen.push(id);
      }
    }
  })();
  return { seen, ended, hello: () => hello, leave: () => abort.abort() };
}

async function until(condition: () => boolean, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const append = (projectId: string, ref: string) =>
  transaction((tx) => appendEvent(tx, { projectId, kind: "run.progressed", ref }));

it("resumes after the last number, then goes on live, in order and without a gap", async () => {
  const { projectId } = await createTestProject();
  for (let i = 0; i < 5; i += 1) await append(projectId, `before-${i}`);
  const reader = open({ projectId, after: 2n });
  await until(() => reader.seen.length === 3);
  await Promise.all(Array.from({ length: 40 }, (_, i) => append(projectId, `live-${i}`)));
  await until(() => reader.seen.length === 43);
  expect(reader.seen).toEqual(Array.from({ length: 43 }, (_, i) => String(i + 3)));
  reader.leave();
  await reader.ended;
});

it("starts at the present without a number, and hears nothing of other projects", async () => {
  const [mine, other] = [await createTestProject(), await createTestProject()];
  await append(mine.projectId, "old");
  const reader = open({ projectId: mine.projectId });
  await until(() => reader.hello() === "1");
  await append(other.projectId, "not mine");
  await append(mine.projectId, "new");
  await until(() => reader.seen.length > 0);
  expect(reader.seen).toEqual(["2"]);
  reader.leave();
  await reader.ended;
});

it("tells nothing old when it is woken before it knows where the present is", async () => {
  const { projectId } = await createTestProject();
  await append(projectId, "old");
  const { pool } = database();
  const blocker = await pool.connect();
  await blocker.query('BEGIN; LOCK TABLE "Project" IN ACCESS EXCLUSIVE MODE');
  const reader = open({ projectId });
  await pool.query("SELECT pg_notify($1, $2)", [EVENTS_CHANNEL, projectId]);
  // Long enough for a read of the events, which nothing blocks, to come back.
  await new Promise((resolve) => setTimeout(resolve, 200));
  await blocker.query("COMMIT");
  blocker.release();
  await until(() => reader.hello() === "1");
  await append(projectId, "new");
  await until(() => reader.seen.length > 0);
  expect(reader.seen).toEqual(["2"]);
  reader.leave();
  await reader.ended;
});

it("catches up after its listening connection was killed", async () => {
  const { projectId } = await createTestProject();
  const reader = open({ projectId, after: 0n });
  await until(() => reader.hello() !== undefined);
  await append(projectId, "one");
  await until(() => reader.seen.length === 1);
  await database().pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
  );
  await append(projectId, "while away");
  await until(() => reader.seen.length === 2);
  reader.leave();
  await reader.ended;
});

it("ends when the reader no longer may, at the latest at the next check", async () => {
  const { projectId } = await createTestProject();
  let allowed = true;
  const reader = open({ projectId, mayStillRead: async () => allowed, recheckMs: 30 });
  await until(() => reader.hello() !== undefined);
  allowed = false;
  await reader.ended;
  await append(projectId, "secret");
  expect(reader.seen).toEqual([]);
});

it("keeps little for a reader who takes nothing, and gives them everything once they do", async () => {
  const { projectId } = await createTestProject();
  const count = 3_000;
  const { pool } = database();
  await pool.query(
    `INSERT INTO "Event" ("projectId", seq, kind, ref) SELECT $1, n, 'run.progressed', 'x' FROM generate_series(1, $2::int) n`,
    [projectId, count],
  );
  await pool.query('UPDATE "Project" SET "eventSeq" = $2 WHERE id = $1', [projectId, count]);
  const abort = new AbortController();
  const asked = {
    projectId,
    reader: "slow",
    after: 0n,
    signal: abort.signal,
    mayStillRead: async () => true,
  };
  let taken = 0;
  const reader = eventStream(asked).getReader();
  await reader.read();
  // As long as the reader takes nothing, nothing more is read for them either.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await append(projectId, "live");
  await new Promise((resolve) => setTimeout(resolve, 500));
  abort.abort();
  for (;;) {
    const { done } = await reader.read();
    if (done) break;
    taken += 1;
  }
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThanOrEqual(1_001);

  const willing = open({ projectId, after: 0n });
  await until(() => willing.seen.length === count + 1);
  expect(willing.seen).toEqual(Array.from({ length: count + 1 }, (_, i) => String(i + 1)));
  willing.leave();
  await willing.ended;
});

it("opens 500 streams for one reader, and another once one of them is closed", async () => {
  const { projectId } = await createTestProject();
  const many = Array.from({ length: 500 }, () => open({ projectId, reader: "greedy" }));
  expect(() => open({ projectId, reader: "greedy" })).toThrow("500 streams of events are open for you");
  many[0]?.leave();
  await many[0]?.ended;
  const next = open({ projectId, reader: "greedy" });
  for (const reader of [...many, next]) reader.leave();
  await Promise.all([...many, next].map((reader) => reader.ended));
});
