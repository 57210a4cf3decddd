// The part of `npm run api-key` that needs the server's code: a process of its own, as that code asks for a condition.
import { makeApiKeyAt } from "#lib/features/workspaces/server.ts";
import { database } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";

/** Prisma's code for it. */
const MISSING_TABLE = "P2021";

// Nothing is signed here, but the settings are read as a whole.
process.env.APP_SECRET = "not used by this command";
const { workspace, role, name, days } = JSON.parse(process.env.NEW_KEY ?? "{}");
try {
  const wish = { name, role, expiresInDays: days === "" ? null : Number(days) };
  const { key } = await makeApiKeyAt(String(workspace), wish);
  process.stdout.write(`${key}\n`);
} catch (error) {
  const isOld = (error as { code?: unknown }).code === MISSING_TABLE;
  const words = isOld
    ? "The database is older than this version. Run npm start once, which brings it up to date."
    : String(error instanceof Error ? error.message : error).trim();
  process.stdout.write(`${words.split("\n").at(-1)}\n`);
  process.exitCode = isOld || error instanceof AppError ? 1 : 3;
} finally {
  await database().close();
}
