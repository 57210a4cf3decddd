import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import { startEmbeddedPostgres } from "./boot/embedded-postgres.ts";
import { ROOT } from "./boot/paths.ts";

// Prints the SQL that leads from the schema as it was when a migration was last written (or from --from REF, or
// from nothing with --from empty) to the schema as it is. Read it, complete it where Prisma has no words
// (storage, triggers, partial indexes), and put it into a new folder of prisma/migrations.
// prisma migrate itself needs an engine binary that closed networks cannot download.
const SCHEMA = "prisma/schema";

type SchemaFile = { path: string; content: string };

const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();

function schemaNow(): SchemaFile[] {
  return readdirSync(path.join(ROOT, SCHEMA))
    .filter((name) => name.endsWith(".prisma"))
    .map((name) => ({ path: name, content: readFileSync(path.join(ROOT, SCHEMA, name), "utf8") }));
}

function schemaAt(ref: string): SchemaFile[] {
  const names = git("ls-tree", "--name-only", `${ref}:${SCHEMA}`).split("\n");
  return names
    .filter((name) => name.endsWith(".prisma"))
    .map((name) => ({ path: name, content: git("show", `${ref}:${SCHEMA}/${name}`) }));
}

const { values } = parseArgs({ options: { from: { type: "string" } } });
const from = values.from ?? git("log", "-1", "--format=%H", "--", "prisma/migrations");
// Prisma asks a server for its version before it compares; an empty throw-away one will do.
const work = mkdtempSync(path.join(tmpdir(), "migration-"));
const server = await startEmbeddedPostgres({ dataDir: path.join(work, "postgres"), fast: true });
try {
  const engine = await SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: server.url })),
  );
  const { stdout } = await engine.diff({
    from: from === "empty" ? { tag: "empty" } : { tag: "schemaDatamodel", files: schemaAt(from) },
    to: { tag: "schemaDatamodel", files: schemaNow() },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  console.log(stdout?.trim() || "-- Nothing to do: the schema is as the last migration left it.");
} finally {
  await server.stop();
  rmSync(work, { recursive: true, force: true });
}
