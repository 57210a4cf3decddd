import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import {
  createConnection,
  deleteConnection,
  getDatasetVersion,
  importVersion,
  listConnections,
  readRawFile,
  receiveFromQuery,
} from "../server.ts";
import { recipeOf } from "../testing.ts";

let database: TestDatabase;
let home: TestProject;
let foreign: TestProject;
let connectionId: string;

const own = () => {
  const url = new URL(database.url);
  return {
    ...{ host: url.hostname, port: Number(url.port), database: url.pathname.slice(1), user: url.username },
    password: decodeURIComponent(url.password),
    tls: "off",
  };
};

beforeAll(async () => {
  process.env.APP_SECRET ??= "a secret of the tests only";
  process.env.DATABASE_URL ??= process.env.TEST_DATABASE_URL;
  database = await createTestDatabase();
  process.env.INTERNAL_DATABASE_HOSTS = new URL(database.url).hostname;
  home = await createTestProject();
  foreign = await createTestProject();
  await database.pool.query(
    "CREATE TABLE sold AS SELECT 'a' AS item, d::date AS day, (d::date - '2024-01-01'::date)::numeric / 8 AS units FROM generate_series('2024-01-01'::date, '2024-02-09', '1 day') d",
  );
  connectionId = (await createConnection(home.data_scientist, { name: "Warehouse", ...own() })).id;
});
afterAll(() => database.drop());

const ask = (sql: string, limits = {}, actor = home.data_scientist) =>
  receiveFromQuery(actor, { connectionId, sql }, limits);
async function textOf(uploadId: string): Promise<string> {
  const { digest } = await db().upload.findUniqueOrThrow({ where: { id: uploadId } });
  const chunks = await db().blobChunk.findMany({
    where: { digest: digest ?? "" },
    orderBy: { index: "asc" },
  });
  return Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString();
}

describe("a connection", () => {
  it("keeps its password encrypted and shows it to nobody", async () => {
    const rows = await listConnections(home.owner);
    expect(rows).toMatchObject([{ name: "Warehouse", user: own().user, tls: "off" }]);
    expect(JSON.stringify(rows)).not.toContain("assword");
    const row = await db().dataConnection.findUniqueOrThrow({ where: { id: connectionId } });
    expect(row.sealedPassword).toMatch(/^1\.[\w-]{40,}$/);
    expect(row.sealedPassword).not.toContain(own().password);
    await expect(createConnection(home.owner, { name: "Warehouse", ...own() })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("is only kept when it opens, and only by those who may", async () => {
    const wrong = { name: "Wrong", ...own(), port: 1 };
    await expect(createConnection(home.owner, wrong)).rejects.toThrow("does not answer");
    const user = { name: "Wrong", ...own(), database: "no_such_database" };
    await expect(createConnection(home.owner, user)).rejects.toThrow("no such database");
    const outside = { name: "Wrong", ...own(), host: "93.184.215.14" };
    await expect(createConnection(home.owner, outside)).rejects.toThrow("without encryption");
    const within = { name: "Wrong", ...own(), host: "10.0.0.1" };
    await expect(createConnection(home.owner, within)).rejects.toThrow("not on the public internet");
    await expect(createConnection(home.stakeholder, wrong)).rejects.toMatchObject({ code: "forbidden" });
    await expect(receiveFromQuery(foreign.owner, { connectionId, sql: "SELECT 1" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(deleteConnection(foreign.owner, connectionId)).rejects.toMatchObject({ code: "not_found" });
    expect(await db().dataConnection.count()).toBe(1);
  });
});

describe("a query", () => {
  it("becomes a file of the rows as the database writes them, and a version", async () => {
    const upload = await ask("SELECT item, day, units FROM sold ORDER BY day");
    expect(upload.fileName).toBe("query.csv");
    const recipe = recipeOf([
      ["item", "series"],
      ["day", "time"],
      ["units", "target"],
    ]);
    const { id } = await importVersion(home.data_scientist, { uploadId: upload.id, name: "Sold", recipe });
    expect((await getDatasetVersion(home.owner, id)).profile).toMatchObject({ rows: 40, maximum: 4.875 });
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await readRawFile(home.owner, id)).chunks) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toMatch(
      /^item,day,units\na,2024-01-01,0\.0+\na,2024-01-02,0\.1250*\n/,
    );
    const audit = await db().auditEvent.findFirstOrThrow({ where: { action: "connection.queried" } });
    expect(audit.detail).toMatchObject({ name: "Warehouse", digest: upload.digest });
  });

  it("keeps digits, quotes, empty texts and times, in pieces of some thousand rows", async () => {
    const types = `SELECT 9007199254740993::bigint AS big, 0.1::float8 AS small, true AS yes, NULL::int AS none,
      'a "b", c' || chr(10) || 'd' AS quoted, '2024-03-31 02:30:00+02'::timestamptz AS at`;
    expect(await textOf((await ask(types)).id)).toBe(
      'big,small,yes,none,quoted,at\n9007199254740993,0.1,1,,"a ""b"", c\nd",2024-03-31 00:30:00Z\n',
    );
    const many = await textOf((await ask("SELECT n, n * 2 AS twice FROM generate_series(1, 4001) n")).id);
    expect(many.split("\n")).toHaveLength(4003);
    expect(many.endsWith("4001,8002\n")).toBe(true);
  });

  it.each([
    ["a second statement", "SELECT 1; DROP TABLE sold", /multiple commands|says/],
    ["an end of the transaction", "SELECT 1; COMMIT; DELETE FROM sold", /multiple commands|says/],
    [
      "a change",
      "WITH gone AS (DELETE FROM sold RETURNING *) SELECT * FROM gone",
      /must not contain data-modifying|would change/,
    ],
    [
      "a change by a function",
      "SELECT setval(pg_get_serial_sequence('\"RunLog\"', 'id'), 5)",
      /would change something/,
    ],
    ["what is no query", "DROP TABLE sold", /syntax error/],
    ["a mistake", "SELECT nothing FROM sold", /column "nothing" does not exist/],
  ])("refuses %s in the database's words, and changes nothing", async (_, sql, words) => {
    const before = await db().upload.count();
    await expect(ask(sql)).rejects.toThrow(words);
    expect((await database.pool.query("SELECT count(*)::int AS n FROM sold")).rows[0].n).toBe(40);
    expect(await db().upload.count()).toBe(before);
  });

  it("is stopped by its limits, and when nobody waits for it any more", async () => {
    await expect(ask("SELECT pg_sleep(5)", { statementMs: 100 })).rejects.toThrow("longer than is allowed");
    await expect(ask("SELECT generate_series(1, 9999) AS n", { maxRows: 100 })).rejects.toMatchObject({
      code: "too_large",
    });
    await expect(ask("SELECT 1 AS n", { wholeMs: -1 })).rejects.toThrow("allowed in all");
    const gone = AbortSignal.abort();
    await expect(ask("SELECT 1 AS n", { signal: gone })).rejects.toThrow();
    await expect(ask("SELECT item FROM sold WHERE false")).rejects.toThrow("gives no rows");
    const rows = await database.pool.query(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'forecanvas source' AND state <> 'idle'",
    );
    expect(rows.rows[0].n).toBe(0);
  });
});
