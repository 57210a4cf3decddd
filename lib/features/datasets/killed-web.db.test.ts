import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sweepDeadPuts } from "#lib/platform/blobs/index.ts";
import { db } from "#lib/platform/db.ts";
import { withFolder } from "#lib/platform/parquet/duck.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import {
  appendToUpload,
  getDatasetVersion,
  getUpload,
  importVersion,
  loadPanel,
  openUpload,
} from "./server.ts";
import { recipeOf } from "./testing.ts";

/** Of a size at which each stage can be hit; 500 MB are `npm run bench ingest`. */
const SERIES = 240;
const DAYS = 1500;
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

let database: TestDatabase;
let home: TestProject;
beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
});
afterAll(() => database.drop());

const RECIPE = recipeOf([
  ["id", "series"],
  ["ds", "time"],
  ["y", "target"],
]);

function sales(): Buffer {
  const days = Array.from({ length: DAYS }, (_, day) =>
    new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10),
  );
  const items = Array.from({ length: SERIES }, (_, s) =>
    days.map((day, i) => `item-${s},${day},${(s + i) % 97}\n`).join(""),
  );
  return Buffer.from(`id,ds,y\n${items.join("")}`);
}

/** What a web process does with a file, in a process that can be killed; it tells each step on a line. */
const WEB = `
import { open } from "node:fs/promises";
import { appendToUpload, importVersion } from "#lib/features/datasets/server.ts";
const { actor, uploadId, path, recipe } = JSON.parse(process.env.TASK);
const say = (text) => process.stdout.write(text + "\\n");
if (path) {
  const file = await open(path);
  const size = (await file.stat()).size;
  async function* chunks() {
    let sent = 0;
    for await (const chunk of file.createReadStream({ highWaterMark: 1 << 20 })) {
      yield chunk;
      sent += chunk.length;
      say("sent " + Math.floor(sent / (1 << 20)));
    }
  }
  await appendToUpload(actor, { id: uploadId, offset: 0, contentLength: size, chunks: chunks() });
} else {
  await importVersion(actor, { uploadId, name: "Killed", recipe }, (stage) => say(stage));
}
say("done");
process.exit(0);
`;

/** Runs it and kills it with SIGKILL at the first line that fits; says whether it came to that. */
async function killedAt(task: object, fits: (line: string) => boolean): Promise<boolean> {
  const child = spawn(process.execPath, ["--conditions=react-server", "--input-type=module", "-e", WEB], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      APP_SECRET: "a secret of the tests, long enough to be one",
      FORECANVAS_READER: join(ROOT, "lib/processes/reader.ts"),
      TASK: JSON.stringify({ actor: home.data_scientist, ...task }),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let killed = false;
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (killed || !fits(line)) return;
    killed = true;
    child.kill("SIGKILL");
  });
  await once(child, "close");
  return killed;
}

const versions = () => db().datasetVersion.count({ where: { workspaceId: home.workspaceId } });

it("a web process that is killed with kill -9 leaves the whole version or none, and what arrived is resumed", async () => {
  const bytes = sales();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const actor = home.data_scientist;
  const { id } = await openUpload(actor, { fileName: "sales.csv", sizeBytes: bytes.byteLength, sha256 });

  // In the middle of the upload: what was acknowledged is there, and the rest follows.
  await withFolder(async (folder) => {
    const path = join(folder, "sales.csv");
    writeFileSync(path, bytes);
    expect(await killedAt({ uploadId: id, path }, (line) => line === "sent 4")).toBe(true);
  });
  const { offset, status } = await getUpload(actor, id);
  expect(status).toBe("receiving");
  expect(offset).toBeGreaterThanOrEqual(2 << 20);
  expect(offset).toBeLessThan(bytes.byteLength);
  const rest = (async function* () {
    yield bytes.subarray(offset);
  })();
  const whole = await appendToUpload(actor, {
    id,
    offset,
    contentLength: bytes.byteLength - offset,
    chunks: rest,
  });
  expect(whole).toMatchObject({ status: "received", sha256 });

  // While the version is stored; a killed reader has its own test.
  const isStoring = (line: string) => line === "Storing the version";
  expect(await killedAt({ uploadId: id, recipe: RECIPE }, isStoring)).toBe(true);
  expect(await versions()).toBe(0);
  const made = await importVersion(actor, { uploadId: id, name: "Killed", recipe: RECIPE });
  expect(made).toMatchObject({ number: 1, isNew: true });
  const panel = await loadPanel({ workspaceId: home.workspaceId, versionId: made.id });
  expect(panel.values).toHaveLength(SERIES * DAYS);
  expect((await getDatasetVersion(actor, made.id)).profile).toMatchObject({
    rows: SERIES * DAYS,
    series: SERIES,
  });

  // Chunks of the puts that died are seen by nobody, and swept.
  await sweepDeadPuts({ now: Date.now() + 1_000, deadAfterMs: 0 });
  const left = await db().blobChunk.count({ where: { digest: { startsWith: "tmp:" } } });
  expect(left).toBe(0);
}, 60_000);
