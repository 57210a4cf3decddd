import { closeSender } from "#lib/jobs/boss.ts";
import { database } from "#lib/platform/db.ts";
import { seedDemo } from "./demo.ts";

await seedDemo((line) => process.stdout.write(`${line}\n`));
await closeSender();
await database().close();
