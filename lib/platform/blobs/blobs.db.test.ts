import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { createTestProject, type TestProject } from "../testing/fixtures.ts";
import { putBlob, readBlob, readBlobBytes, sweepDeadPuts } from "./index.ts";

let database: TestDatabase;
let home: TestProject;
let foreign: TestProject;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
  foreign = await createTestProject();
});
afterAll(() => database.drop());

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const chunkRows = async (where = "TRUE") => {
  const result = await database.pool.query<{ n: string }>(
    `SELECT count(*) AS n FROM "BlobChunk" WHERE ${where}`,
  );
  return Number(result.rows[0]?.n);
};

describe("putBlob and readBlob", () => {
  it.each([0, 1, 1_048_575, 1_048_576, 1_048_577, 3_500_000])("keeps %d bytes", async (size) => {
    const bytes = randomBytes(size);
    const stored = await putBlob({ workspaceId: home.workspaceId, chunks: [bytes] });
    expect(stored).toEqual({ digest: sha256(bytes), sizeBytes: size });
    const read = await readBlobBytes({ workspaceId: home.workspaceId, digest: stored.digest });
    expect(sha256(read)).toBe(stored.digest);
  });

  it("keeps equal content once, also when twelve put it at the same time", async () => {
    const bytes = randomBytes(2_500_000);
    const puts = await Promise.all(
      Array.from({ length: 12 }, () => putBlob({ workspaceId: home.workspaceId, chunks: [bytes] })),
    );
    expect(new Set(puts.map((put) => put.digest)).size).toBe(1);
    expect(await chunkRows(`digest = '${sha256(bytes)}'`)).toBe(3);
    expect(await chunkRows("digest LIKE 'tmp:%'")).toBe(0);
  });

  it("answers not_found to another workspace that knows the digest", async () => {
    const bytes = randomBytes(100);
    const { digest } = await putBlob({ workspaceId: home.workspaceId, chunks: [bytes] });
    await expect(readBlobBytes({ workspaceId: foreign.workspaceId, digest })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("leaves nothing when the source breaks in the middle", async () => {
    async function* broken() {
      yield randomBytes(2_200_000);
      throw new Error("the line is cut");
    }
    const before = await chunkRows();
    await expect(putBlob({ workspaceId: home.workspaceId, chunks: broken() })).rejects.toThrow(
      "the line is cut",
    );
    expect(await chunkRows()).toBe(before);
  });

  it("leaves nothing when there are more bytes than allowed", async () => {
    const before = await chunkRows();
    const put = putBlob({
      workspaceId: home.workspaceId,
      chunks: [randomBytes(3_000_000)],
      maxBytes: 2_000_000,
    });
    await expect(put).rejects.toMatchObject({ code: "too_large" });
    expect(await chunkRows()).toBe(before);
  });

  it("ends with an error when stored bytes were altered", async () => {
    const bytes = randomBytes(1_500_000);
    const { digest } = await putBlob({ workspaceId: home.workspaceId, chunks: [bytes] });
    await database.pool.query(
      `UPDATE "BlobChunk" SET bytes = set_byte(bytes, 5, (get_byte(bytes, 5) + 1) % 256) WHERE digest = $1 AND index = 1`,
      [digest],
    );
    await expect(readBlobBytes({ workspaceId: home.workspaceId, digest })).rejects.toThrow(
      "does not match its digest",
    );
  });

  it("streams: the first chunk comes before the last is read", async () => {
    const bytes = randomBytes(3_000_000);
    const { digest } = await putBlob({ workspaceId: home.workspaceId, chunks: [bytes] });
    for await (const chunk of readBlob({ workspaceId: home.workspaceId, digest })) {
      expect(chunk.byteLength).toBe(1_048_576);
      break;
    }
  });
});

describe("a blob whose reading is cut", () => {
  it("ends with an error when the connection is lost, and is whole at the next try", async () => {
    const bytes = randomBytes(9_500_000);
    const blob = await putBlob({ workspaceId: home.workspaceId, chunks: [bytes] });
    const wanted = { workspaceId: home.workspaceId, digest: blob.digest };
    const keeper = await database.pool.connect();
    // The copy waits for the table, so that it is surely under way when its connection is ended.
    await keeper.query('BEGIN; LOCK TABLE "BlobChunk" IN ACCESS EXCLUSIVE MODE');
    const read = readBlobBytes(wanted).then(
      () => "read",
      (error: unknown) => String(error),
    );
    const ended = async () => {
      // Not by the keeper: a transaction sees who is active as it was when it first asked.
      const found = await database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND query LIKE 'COPY%' AND wait_event_type = 'Lock'`,
      );
      return found.rowCount;
    };
    await expect.poll(ended, { timeout: 10_000 }).toBe(1);
    expect(await read).toContain("terminat");
    await keeper.query("COMMIT");
    keeper.release();
    expect(sha256(await readBlobBytes(wanted))).toBe(blob.digest);
  });

  it("gives its connections back when the reader stops early", async () => {
    const bytes = randomBytes(12_000_000);
    const { digest } = await putBlob({ workspaceId: home.workspaceId, chunks: [bytes] });
    for (let i = 0; i < 20; i += 1) {
      for await (const chunk of readBlob({ workspaceId: home.workspaceId, digest })) {
        expect(chunk.byteLength).toBe(1_048_576);
        break;
      }
    }
    await expect.poll(() => database.pool.totalCount - database.pool.idleCount).toBe(0);
  });
});

describe("a put whose process is killed", () => {
  it("shows no blob, and its chunks are swept once they are surely dead", async () => {
    const program = `
      import { putBlob } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
      import { openDatabase, setDatabase } from ${JSON.stringify(new URL("../db.ts", import.meta.url).href)};
      setDatabase(openDatabase(process.env.URL_OF_TEST));
      async function* endless() {
        for (let i = 0; ; i += 1) {
          yield new Uint8Array(1 << 20).fill(i);
          if (i === 3) console.log("under way");
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
      await putBlob({ workspaceId: process.env.WORKSPACE, chunks: endless() });`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      cwd: fileURLToPath(new URL("../../..", import.meta.url)),
      env: { ...process.env, URL_OF_TEST: database.url, WORKSPACE: home.workspaceId },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise<void>((resolve, reject) => {
      child.stdout.once("data", () => resolve());
      child.once("exit", () => reject(new Error("the put ended by itself")));
    });
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));

    expect(await chunkRows("digest LIKE 'tmp:%'")).toBeGreaterThan(0);
    expect(await sweepDeadPuts({ now: Date.now() })).toBe(0);
    expect(await sweepDeadPuts({ now: Date.now() + 86_500_000 })).toBeGreaterThan(0);
    expect(await chunkRows("digest LIKE 'tmp:%'")).toBe(0);
  });
});
