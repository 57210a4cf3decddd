import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyMigrations, MigrationError, missingMigrations } from "./migrations.ts";

const PRODUCT = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

let dir: string;
let url: string;
let client: pg.Client;

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), "migrations-"));
  const name = `migrations_${Math.random().toString(36).slice(2)}`;
  const server = process.env.TEST_DATABASE_URL ?? "";
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const own = new URL(server);
  own.pathname = `/${name}`;
  url = own.href;
  client = new pg.Client({ connectionString: url });
  await client.connect();
});

afterEach(async () => {
  const { rows } = await client.query("select current_database() as name");
  await client.end();
  const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await admin.connect();
  await admin.query(`drop database "${rows[0].name}" with (force)`);
  await admin.end();
  rmSync(dir, { recursive: true, force: true });
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(dir, name), { recursive: true });
  writeFileSync(path.join(dir, name, "migration.sql"), sql);
}

const history = async () =>
  (await client.query("select migration_name, applied_steps_count from _prisma_migrations order by 1")).rows;

describe("applying migrations", () => {
  it("applies in order, once", async () => {
    write("2_second", "alter table a add column n int");
    write("1_first", "create table a (id int); insert into a values (1)");
    expect(await missingMigrations({ url, dir })).toEqual(["1_first", "2_second"]);
    expect(await applyMigrations({ url, dir })).toEqual(["1_first", "2_second"]);
    expect(await applyMigrations({ url, dir })).toEqual([]);
    expect(await missingMigrations({ url, dir })).toEqual([]);
    expect(await history()).toHaveLength(2);
    expect((await client.query("select * from a")).rows).toEqual([{ id: 1, n: null }]);
  });

  it("lets one of several that start at once do the work", async () => {
    write("1_first", "create table a (id int); select pg_sleep(0.2)");
    write("2_second", "create table b (id int)");
    const applied = await Promise.all(Array.from({ length: 4 }, () => applyMigrations({ url, dir })));
    expect(applied.filter((names) => names.length > 0)).toEqual([["1_first", "2_second"]]);
    expect(await history()).toHaveLength(2);
  });

  it("undoes the whole of a migration that fails and keeps the ones before it", async () => {
    write("1_first", "create table a (id int)");
    write("2_bad", "create table b (id int); select 1 / 0");
    write("3_third", "create table c (id int)");
    await expect(applyMigrations({ url, dir })).rejects.toThrow(
      /^The migration 2_bad could not be applied, and the database is as it was before: division by zero\.$/,
    );
    expect(await history()).toEqual([{ migration_name: "1_first", applied_steps_count: 1 }]);
    const there = await client.query("select to_regclass('b') as b, to_regclass('c') as c");
    expect(there.rows).toEqual([{ b: null, c: null }]);
    write("2_bad", "create table b (id int)");
    expect(await applyMigrations({ url, dir })).toEqual(["2_bad", "3_third"]);
  });

  it("refuses a migration that was changed afterwards", async () => {
    write("1_first", "create table a (id int)");
    await applyMigrations({ url, dir });
    write("1_first", "create table a (id bigint)");
    await expect(applyMigrations({ url, dir })).rejects.toThrow(
      /1_first was changed after this database applied it/,
    );
  });

  it("refuses a database of a newer version, and one that another tool left half done", async () => {
    write("1_first", "create table a (id int)");
    write("2_newer", "create table b (id int)");
    await applyMigrations({ url, dir });
    rmSync(path.join(dir, "2_newer"), { recursive: true });
    await expect(applyMigrations({ url, dir })).rejects.toThrow(/migrated by a newer Forecanvas/);
    write("2_newer", "create table b (id int)");
    await client.query("update _prisma_migrations set finished_at = null where migration_name = '2_newer'");
    await expect(applyMigrations({ url, dir })).rejects.toBeInstanceOf(MigrationError);
  });

  it("ignores what Prisma marked as rolled back", async () => {
    write("1_first", "create table a (id int)");
    await applyMigrations({ url, dir: `${dir}` });
    await client.query("drop table a; update _prisma_migrations set rolled_back_at = now()");
    expect(await applyMigrations({ url, dir })).toEqual(["1_first"]);
  });

  it("brings the product's own schema up from nothing", async () => {
    expect((await applyMigrations({ url, dir: PRODUCT })).length).toBeGreaterThan(0);
    const { rows } = await client.query("select to_regclass('\"CanvasUpdate\"') is not null as there");
    expect(rows).toEqual([{ there: true }]);
  });
});
