/**
 * Prints a key for the interface of machines, and nothing else, on stdout:
 *   npm run --silent api-key -- --workspace demo --role data_scientist [--name N] [--days N]
 * Whoever may read the database may make one. What is wrong is said in one line on stderr, with exit code 2.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureGenerated, runCommand } from "./boot/build.ts";
import { checkDatabase } from "./boot/database.ts";
import { ROOT } from "./boot/paths.ts";
import { StartError, sentenceFor } from "./boot/say.ts";
import { withSiteDatabase } from "./boot/site-database.ts";

const USAGE = "npm run --silent api-key -- --workspace demo --role data_scientist [--name N] [--days N]";
const ROLES = ["owner", "product_owner", "data_scientist", "stakeholder"];

function readOptions(): { workspace: string; role: string; name: string; days: string } {
  let values: Partial<Record<"workspace" | "role" | "name" | "days", string>>;
  try {
    ({ values } = parseArgs({
      options: {
        workspace: { type: "string" },
        role: { type: "string" },
        name: { type: "string" },
        days: { type: "string" },
      },
    }));
  } catch (error) {
    const [what] = String(error instanceof Error ? error.message : error).split(/\.\s|\n/);
    throw new StartError(`${what}. Use it so: ${USAGE}`);
  }
  const { workspace, role, name = "Made on the command line", days = "" } = values;
  if (!workspace) {
    throw new StartError(`Say which workspace, by its part of the address: --workspace demo. ${USAGE}`);
  }
  if (!role || !ROLES.includes(role)) {
    throw new StartError(`Say which role the key has: --role with one of ${ROLES.join(", ")}.`);
  }
  if (days !== "" && !/^[1-9]\d{0,3}$/.test(days)) {
    throw new StartError(
      "--days is a whole number from 1 to 3650. Without it the key works until it is revoked.",
    );
  }
  return { workspace, role, name, days };
}

try {
  const options = readOptions();
  await ensureGenerated();
  await withSiteDatabase(async (url) => {
    await checkDatabase(url);
    const { code, output } = await runCommand(
      process.execPath,
      ["--conditions=react-server", path.join(ROOT, "bin/boot/make-key.ts")],
      { env: { ...process.env, DATABASE_URL: url, NEW_KEY: JSON.stringify(options) } },
    );
    const [line = ""] = output.trim().split("\n").slice(-1);
    if (code === 1) throw new StartError(line);
    if (code !== 0) throw new Error(line);
    process.stdout.write(`${line}\n`);
  });
} catch (error) {
  process.stderr.write(`${sentenceFor(error, ROOT)}\n`);
  process.exitCode = 2;
}
