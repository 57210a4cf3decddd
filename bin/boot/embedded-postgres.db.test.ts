import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, describe, expect, it, vi } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { startMark } from "./lock.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "embedded-"));
const dataDir = path.join(folder, "postgres");
const servers: EmbeddedPostgres[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

// Durable, as `npm start` runs it: what was committed before kill -9 must be there after it.
async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir });
  servers.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded server", () => {
  it("keeps committed rows through kill -9 and never runs twice on a folder", async () => {
    const first = await start();
    await query(first.url, "create table kept as select generate_series(1, 1000) as n");
    const again = await start();
    expect(again.pid()).toBe(first.pid());

    await first.kill();
    expect(startMark(first.pid())).toBeNull();
    const recovered = await start();
    expect(recovered.pid()).not.toBe(first.pid());
    expect(recovered.url).toBe(first.url);
    expect(await query(recovered.url, "select count(*)::int as n from kept")).toEqual([{ n: 1000 }]);
    await recovered.stop();
  });

  it("is not fooled by a postmaster.pid whose id now belongs to another program", async () => {
    writeFileSync(path.join(dataDir, "postmaster.pid"), `${process.pid}\n${dataDir}\n1\n5432\n`);
    const server = await start();
    expect(server.pid()).not.toBe(process.pid);
    expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it("listens on loopback only and keeps its password to its owner", async () => {
    const server = await start();
    expect(await query(server.url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect(statSync(`${dataDir}.password`).mode & 0o077).toBe(0);
    const wrong = server.url.replace(readFileSync(`${dataDir}.password`, "utf8"), "guess");
    await expect(query(wrong, "select 1")).rejects.toMatchObject({ code: "28P01" });
    await server.stop();
  });

  it("is started again after a crash, and given up in one sentence when its folder has gone", async () => {
    const place = path.join(folder, "vanishing");
    let sentence = "";
    const server = await startEmbeddedPostgres({
      dataDir: place,
      fast: true,
      keepAlive: true,
      onGivenUp: (why) => {
        sentence = why;
      },
    });
    servers.push(server);
    const first = server.pid();
    process.kill(first, "SIGKILL");
    await vi.waitFor(() => expect(server.pid()).not.toBe(first), { timeout: 20_000 });
    await vi.waitFor(() => query(server.url, "select 1"), { timeout: 20_000 });

    rmSync(place, { recursive: true, force: true });
    process.kill(server.pid(), "SIGKILL");
    await vi.waitFor(() => expect(sentence).not.toBe(""), { timeout: 20_000 });
    expect(sentence).toBe(
      `The database's folder ${place} is gone or emptied. Put it back from a backup, or run npm start for a new, empty one. Forecanvas tried 5 times and stops now.`,
    );
  });
});
