import { createHash, randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBlobBytes } from "#lib/platform/blobs/index.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { MAX_UPLOAD_BYTES } from "./input.ts";
import {
  abortUpload,
  appendToUpload,
  getUpload,
  importVersion,
  openUpload,
  sweepExpiredUploads,
  understandUpload,
} from "./server.ts";
import { recipeOf } from "./testing.ts";

const MIB = 1 << 20;
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

async function* inBits(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

/** A line that is cut after so many bytes. */
async function* cutAfter(bytes: Uint8Array, count: number): AsyncGenerator<Uint8Array> {
  yield* inBits(bytes.subarray(0, count));
  throw new Error("the line is cut");
}

const open = (bytes: Uint8Array, more: object = {}) =>
  openUpload(home.owner, { fileName: "sales.csv", sizeBytes: bytes.byteLength, ...more });

const send = (id: string, bytes: Uint8Array, offset = 0) =>
  appendToUpload(home.owner, {
    id,
    offset,
    contentLength: bytes.byteLength - offset,
    chunks: inBits(bytes.subarray(offset)),
  });

const chunkRows = async (where: string, ...values: string[]) => {
  const found = await database.pool.query<{ n: string }>(
    `SELECT count(*) AS n FROM "BlobChunk" WHERE ${where}`,
    values,
  );
  return Number(found.rows[0]?.n);
};

describe("a resumable upload", () => {
  it.each([1, MIB - 1, MIB, MIB + 1, 3_500_000])("of %d bytes in one go is the file, whole", async (size) => {
    const bytes = randomBytes(size);
    const { id, offset, expiresAt } = await open(bytes, { sha256: sha256(bytes).toUpperCase() });
    expect(offset).toBe(0);
    expect((expiresAt ?? 0) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    const done = await send(id, bytes);
    expect(done).toMatchObject({ status: "received", offset: size, sha256: sha256(bytes), expiresAt: null });
    const read = await readBlobBytes({ workspaceId: home.workspaceId, digest: sha256(bytes) });
    expect(sha256(read)).toBe(sha256(bytes));
    expect(await chunkRows("digest LIKE 'part:%'")).toBe(0);
  });

  it("in requests of any size gives pieces of 1 MiB, not copied and not one a request", async () => {
    const bytes = randomBytes(2_700_000);
    const { id } = await open(bytes);
    let offset = 0;
    for (const size of [1, 700_000, 700_000, 2, MIB, 1_000_000]) {
      const part = bytes.subarray(offset, Math.min(offset + size, bytes.byteLength));
      const input = { id, offset, contentLength: null, chunks: inBits(part, 10_000) };
      offset = (await appendToUpload(home.owner, input)).offset;
    }
    expect(offset).toBe(2_700_000);
    expect(await getUpload(home.owner, id)).toMatchObject({ status: "received", sha256: sha256(bytes) });
    expect(await chunkRows("digest = $1", sha256(bytes))).toBe(3);
    const sizes = await database.pool.query<{ n: number }>(
      `SELECT length(bytes) AS n FROM "BlobChunk" WHERE digest = $1 ORDER BY index`,
      [sha256(bytes)],
    );
    expect(sizes.rows.map((row) => row.n)).toEqual([MIB, MIB, 2_700_000 - 2 * MIB]);
  });

  it("cut at 99 % keeps every whole piece, says where it stands, and goes on from there", async () => {
    const bytes = randomBytes(5_000_000);
    const { id } = await open(bytes, { sha256: sha256(bytes) });
    const chunks = cutAfter(bytes, 4_950_000);
    await expect(
      appendToUpload(home.owner, { id, offset: 0, contentLength: bytes.byteLength, chunks }),
    ).rejects.toThrow("the line is cut");
    const { offset, status } = await getUpload(home.owner, id);
    expect({ offset, status }).toEqual({ offset: 4 * MIB, status: "receiving" });
    expect(await send(id, bytes, offset)).toMatchObject({ status: "received", sha256: sha256(bytes) });
  });

  it("of fewer bytes than the request declared stays open at what came", async () => {
    const bytes = randomBytes(2_000_000);
    const { id } = await open(bytes);
    const input = { id, offset: 0, contentLength: 2_000_000, chunks: inBits(bytes.subarray(0, 1_500_000)) };
    expect(await appendToUpload(home.owner, input)).toMatchObject({ status: "receiving", offset: 1_500_000 });
    expect(await send(id, bytes, 1_500_000)).toMatchObject({ status: "received", sha256: sha256(bytes) });
  });

  it("refuses more bytes than the file was said to have, before and while they come", async () => {
    const bytes = randomBytes(3_000_000);
    const { id } = await openUpload(home.owner, { fileName: "lie.csv", sizeBytes: 2_500_000 });
    await expect(send(id, bytes)).rejects.toMatchObject({ code: "invalid_input" });
    expect(await getUpload(home.owner, id)).toMatchObject({ offset: 0 });
    const chunks = inBits(bytes);
    await expect(
      appendToUpload(home.owner, { id, offset: 0, contentLength: null, chunks }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    expect(await getUpload(home.owner, id)).toMatchObject({ status: "receiving", offset: 2 * MIB });
  });

  it.each([1, -1, MIB + 1, 1e15, Number.NaN])(
    "at the wrong offset %d is told the true one",
    async (wrong) => {
      const bytes = randomBytes(2 * MIB);
      const { id } = await open(bytes);
      await appendToUpload(home.owner, {
        id,
        offset: 0,
        contentLength: MIB,
        chunks: inBits(bytes.subarray(0, MIB)),
      });
      const input = { id, offset: wrong, contentLength: null, chunks: inBits(bytes) };
      await expect(appendToUpload(home.owner, input)).rejects.toMatchObject({
        code: "conflict",
        details: { offset: MIB },
      });
      expect(await send(id, bytes, MIB)).toMatchObject({ status: "received", sha256: sha256(bytes) });
    },
  );

  it("that is not the declared file stores nothing, and says both digests", async () => {
    const bytes = randomBytes(1_500_000);
    const declared = sha256(randomBytes(10));
    const { id } = await open(bytes, { sha256: declared });
    await expect(send(id, bytes)).rejects.toMatchObject({
      code: "data_refused",
      message: expect.stringContaining(declared),
    });
    expect(await getUpload(home.owner, id)).toMatchObject({ status: "failed", sha256: null });
    expect(await chunkRows("digest IN ($1, $2)", `part:${id}`, sha256(bytes))).toBe(0);
    await expect(send(id, bytes, bytes.byteLength)).rejects.toMatchObject({ code: "conflict" });
    await expect(understandUpload(home.owner, { uploadId: id, recipe: null })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("that eight send at once comes out whole; the others are told where it stands", async () => {
    const bytes = randomBytes(6_000_000);
    const { id } = await open(bytes, { sha256: sha256(bytes) });
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => send(id, bytes)));
    for (const one of all) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
    }
    // Each lost at some piece, or one came through; whoever goes on from the offset ends with the file.
    const { offset, status } = await getUpload(home.owner, id);
    if (status === "receiving") await send(id, bytes, offset);
    expect(await getUpload(home.owner, id)).toMatchObject({ status: "received", sha256: sha256(bytes) });
    expect(await chunkRows("digest = $1", sha256(bytes))).toBe(6);
    expect(await db().auditEvent.count({ where: { ref: id, action: "upload.received" } })).toBe(1);
  });

  it("of one file twice at once is kept once, and both have it", async () => {
    const bytes = randomBytes(2_200_000);
    const both = await Promise.all([open(bytes), open(bytes)]);
    const done = await Promise.all(both.map(({ id }) => send(id, bytes)));
    expect(done.map((one) => one.sha256)).toEqual([sha256(bytes), sha256(bytes)]);
    expect(await chunkRows("digest = $1", sha256(bytes))).toBe(3);
    expect(
      await chunkRows("digest LIKE 'part:%' AND digest IN ($1, $2)", ...both.map(({ id }) => `part:${id}`)),
    ).toBe(0);
  });

  it("whose end was cut while it was being finished ends with an empty addition", async () => {
    const bytes = randomBytes(1_200_000);
    const { id } = await open(bytes);
    await send(id, bytes);
    // As it stands when the process dies between the last piece and the end.
    await database.pool.query(
      `UPDATE "Upload" SET status = 'receiving', digest = NULL, "expiresAt" = now() + interval '1 hour' WHERE id = $1`,
      [id],
    );
    await database.pool.query(`UPDATE "BlobChunk" SET digest = $1 WHERE digest = $2`, [
      `part:${id}`,
      sha256(bytes),
    ]);
    await database.pool.query(`DELETE FROM "Blob" WHERE digest = $1`, [sha256(bytes)]);
    const again = () => send(id, bytes, bytes.byteLength);
    const [first, second] = await Promise.all([again(), again()]);
    expect([first.sha256, second.sha256]).toEqual([sha256(bytes), sha256(bytes)]);
    expect(await again()).toMatchObject({ status: "received" });
  });

  it("can be made a version like any other", async () => {
    const text = `ds,y\n${Array.from({ length: 20 }, (_, i) => `2024-01-${String(i + 1).padStart(2, "0")},${i}`).join("\n")}\n`;
    const bytes = Buffer.from(text);
    const { id } = await open(bytes);
    const recipe = recipeOf([
      ["ds", "time"],
      ["y", "target"],
    ]);
    const early = { uploadId: id, name: "Resumed", recipe };
    await expect(importVersion(home.owner, early)).rejects.toMatchObject({ code: "not_found" });
    await send(id, bytes);
    expect(await importVersion(home.owner, early)).toMatchObject({ number: 1, isNew: true });
  });

  it("that is given up leaves nothing; one that arrived cannot be", async () => {
    const bytes = randomBytes(2 * MIB);
    const { id } = await open(bytes);
    await appendToUpload(home.owner, {
      id,
      offset: 0,
      contentLength: null,
      chunks: inBits(bytes.subarray(0, MIB)),
    });
    await abortUpload(home.owner, id);
    await expect(getUpload(home.owner, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await chunkRows("digest = $1", `part:${id}`)).toBe(0);
    const kept = await open(bytes);
    await send(kept.id, bytes);
    await expect(abortUpload(home.owner, kept.id)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("who may", () => {
  it("the other workspace finds nothing, and neither does a foreign project of the same", async () => {
    const bytes = randomBytes(100);
    const { id } = await open(bytes);
    const other = foreign.owner;
    const input = { id, offset: 0, contentLength: null, chunks: inBits(bytes) };
    for (const ask of [
      () => getUpload(other, id),
      () => appendToUpload(other, input),
      () => abortUpload(other, id),
      () => getUpload({ ...home.owner, projectId: foreign.projectId }, id),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await getUpload(home.owner, id)).toMatchObject({ offset: 0 });
  });

  it("who only reads may look, and neither open, nor add, nor give up", async () => {
    const { id } = await open(randomBytes(10));
    expect(await getUpload(home.stakeholder, id)).toMatchObject({ id });
    const input = { id, offset: 0, contentLength: null, chunks: inBits(randomBytes(10)) };
    for (const ask of [
      () => openUpload(home.stakeholder, { fileName: "a.csv", sizeBytes: 1 }),
      () => appendToUpload(home.product_owner, input),
      () => abortUpload(home.stakeholder, id),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it.each(["", "7", "a\0b", "' OR 1=1 --", randomUUID()])("an upload %j is not found", async (id) => {
    await expect(getUpload(home.owner, id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an opening", () => {
  it.each([
    ["no bytes", { sizeBytes: 0 }, "invalid_input"],
    ["a negative size", { sizeBytes: -1 }, "invalid_input"],
    ["half a byte", { sizeBytes: 1.5 }, "invalid_input"],
    ["a text for a size", { sizeBytes: "10" }, "invalid_input"],
    ["no size", { sizeBytes: null }, "invalid_input"],
    ["an operator for a size", { sizeBytes: { not: 0 } }, "invalid_input"],
    ["2 GB and a byte", { sizeBytes: MAX_UPLOAD_BYTES + 1 }, "too_large"],
    ["a size past all numbers", { sizeBytes: 1e300 }, "invalid_input"],
    ["a path for a name", { fileName: "../../etc/passwd" }, "invalid_input"],
    ["a NUL in the name", { fileName: "a\0b.csv" }, "invalid_input"],
    ["half a digest", { sha256: "abc" }, "invalid_input"],
    ["an unknown field", { workspaceId: randomUUID() }, "invalid_input"],
  ])("of %s is refused, and nothing is stored", async (_what, change, code) => {
    const before = await db().upload.count();
    const input = { fileName: "a.csv", sizeBytes: 10, ...change };
    await expect(openUpload(home.owner, input)).rejects.toMatchObject({ code });
    expect(await db().upload.count()).toBe(before);
  });

  it("of 2 GB is taken", async () => {
    expect(await openUpload(home.owner, { fileName: "a.csv", sizeBytes: MAX_UPLOAD_BYTES })).toMatchObject({
      sizeBytes: MAX_UPLOAD_BYTES,
    });
  });
});

describe("the sweep", () => {
  it("forgets what nobody added to for a day, and lost pieces; what is under way stays", async () => {
    await sweepExpiredUploads({ now: new Date() });
    const bytes = randomBytes(2 * MIB);
    const part = (id: string) =>
      appendToUpload(home.owner, {
        id,
        offset: 0,
        contentLength: null,
        chunks: inBits(bytes.subarray(0, MIB)),
      });
    const [old, live] = [await open(bytes), await open(bytes)];
    await part(old.id);
    const now = new Date(Date.now() + 24 * 3_600_000 + 60_000);
    await database.pool.query(`UPDATE "Upload" SET "expiresAt" = now() + interval '2 days' WHERE id = $1`, [
      live.id,
    ]);
    const other = await createTestProject();
    const lost = await openUpload(other.owner, { fileName: "a.csv", sizeBytes: 2 * MIB });
    await appendToUpload(other.owner, {
      id: lost.id,
      offset: 0,
      contentLength: null,
      chunks: inBits(bytes.subarray(0, MIB)),
    });
    await db().project.delete({ where: { id: other.projectId } });

    expect(await sweepExpiredUploads({ now: new Date() })).toBe(1);
    expect(await chunkRows("digest = $1", `part:${lost.id}`)).toBe(0);
    await part(live.id);
    await database.pool.query(`UPDATE "Upload" SET "expiresAt" = now() + interval '2 days' WHERE id = $1`, [
      live.id,
    ]);
    await sweepExpiredUploads({ now });
    await expect(getUpload(home.owner, old.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await chunkRows("digest = $1", `part:${old.id}`)).toBe(0);
    expect(await send(live.id, bytes, MIB)).toMatchObject({ status: "received", sha256: sha256(bytes) });
  });

  it("is not waited for: an upload past its time takes no more", async () => {
    const { id } = await open(randomBytes(10));
    await database.pool.query(`UPDATE "Upload" SET "expiresAt" = now() WHERE id = $1`, [id]);
    await expect(send(id, randomBytes(10))).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("Open another"),
    });
  });
});
