import { existsSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { runCommand } from "./build.ts";
import { fingerprint, readStamp, writeStamp } from "./fingerprint.ts";
import { DATA, ROOT } from "./paths.ts";
import { StartError, stage } from "./say.ts";

/** Which database this is, however it is reached: a stamp for one must not count for another. */
async function identify(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ cluster: string; oid: string }>(
      "select (select system_identifier from pg_control_system())::text as cluster, oid::text from pg_database where datname = current_database()",
    );
    return `${rows[0]?.cluster}/${rows[0]?.oid}`;
  } catch {
    return url;
  } finally {
    await client.end();
  }
}

/** Fills the demo workspace once a database; the seed itself may be run again without harm. */
export async function ensureDemo(url: string, env: NodeJS.ProcessEnv): Promise<void> {
  const main = path.join(ROOT, "prisma/seed/main.ts");
  if (!existsSync(main)) return;
  const stamp = path.join(DATA, "demo-stamp");
  const wanted = fingerprint(["prisma/seed"], [await identify(url)]);
  if (readStamp(stamp) === wanted) return;
  await stage("Preparing the demo project", async () => {
    const { code, output } = await runCommand(process.execPath, ["--conditions=react-server", main], { env });
    if (code !== 0) {
      throw new StartError(
        `The demo project could not be prepared: ${lastLine(output)}. Start without it: DEMO=0 npm start`,
      );
    }
    writeStamp(stamp, wanted);
  });
}

function lastLine(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  const error = lines.find((line) => /^\w*Error\b/.test(line));
  return (error ?? lines.filter((line) => line !== "").at(-1) ?? "it gave no reason").replace(/\.$/, "");
}
