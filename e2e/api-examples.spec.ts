import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

// The programs of docs/examples against the whole product, as somebody with a key and a file runs them.

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const HORIZON = 7;
const SERIES = 3;
/** Wide enough to go over the line in several pieces. */
const NOTE = "x".repeat(4_000);

let folder: string;
let csv: string;
let key: string;

function has(command: string): boolean {
  return spawnSync(command, ["--version"]).status === 0;
}

function run(command: string, args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const options = { cwd: folder, env: { ...process.env, ...env }, timeout: 240_000 };
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === "number" ? error.code : 1) : 0;
      resolve({ code, output: stdout + stderr });
    });
  });
}

const example = (name: string) => join(ROOT, "docs/examples", name);
const site = () => test.info().project.use.baseURL ?? "";

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "forecanvas-examples-"));
  csv = join(folder, "little shop.csv");
  const rows = ["unique_id,ds,y,note"];
  for (let s = 0; s < SERIES; s += 1) {
    for (let day = 0; day < 180; day += 1) {
      const ds = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
      rows.push(`item-${s},${ds},${20 + s + 5 * ((day % 7) % 3) + (day % 4)},${NOTE}`);
    }
  }
  writeFileSync(csv, `${rows.join("\n")}\n`);
  // The provider of the sign-in tests is the product's alone; of its settings this process knows but one.
  const { OIDC_ISSUER: _, ...env } = process.env;
  const made = spawnSync(
    "npm",
    ["run", "--silent", "api-key", "--", "--workspace", "demo", "--role", "data_scientist"],
    { cwd: ROOT, env, encoding: "utf8" },
  );
  expect(made.status, made.stderr).toBe(0);
  key = made.stdout.trim();
  expect(key).toMatch(/^fc_/);
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A line a series and period, after the last day of the data, within its own interval. */
function expectForecast(file: string): void {
  const [header, ...lines] = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
  expect(header).toBe("unique_id,ds,yhat,yhat-lo-80,yhat-hi-80,yhat-lo-95,yhat-hi-95");
  expect(lines).toHaveLength(SERIES * HORIZON);
  expect(lines[0]).toMatch(/^item-0,2025-06-30,/);
  for (const line of lines) {
    const [, , median, low80, high80, low95, high95] = line.split(",").map(Number) as number[];
    const ordered = [low95, low80, median, high80, high95] as number[];
    expect(ordered.every((value) => Number.isFinite(value))).toBe(true);
    expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
  }
}

test("curl takes a file to a forecast", async () => {
  test.skip(!has("curl"), "curl is not installed");
  test.setTimeout(300_000);
  const env = { MODELS: "naive,theta", OUTPUT: "by-curl.csv", POLL_SECONDS: "1", FORECANVAS_KEY: key };
  const { code, output } = await run("sh", [example("forecast.sh"), site(), "-", csv, String(HORIZON)], env);
  expect(code, output).toBe(0);
  expect(output).toMatch(/^seasonal_naive +\d/m);
  expect(output).toMatch(/^theta +\d/m);
  expect(output).toContain("The forecast stands in by-curl.csv.");
  expectForecast("by-curl.csv");
});

test("Python takes a file to a forecast, over a line that is cut, following the run's events", async () => {
  test.skip(!has("python3"), "python3 is not installed");
  test.setTimeout(300_000);
  const args = [example("forecast.py"), site(), key, csv, String(HORIZON)];
  const more = ["--models", "naive,theta", "--output", "by-python.csv", "--cut-at", "1800000"];
  const { code, output } = await run("python3", [...args, ...more]);
  expect(code, output).toBe(0);
  // Of the 1.8 MB that went out before the cut, the whole MiB is there.
  expect(output).toContain("the line was cut (ConnectionResetError); going on at 1,048,576");
  expect(output).toMatch(/^ +succeeded, 100%/m);
  expect(output).toMatch(/^theta +\d/m);
  expectForecast("by-python.csv");
});

test("the demo's data, by curl and by Python, stand on one leaderboard with the demo's own run", async () => {
  test.skip(!has("curl") || !has("python3"), "curl or python3 is not installed");
  test.setTimeout(420_000);
  const get = async (path: string) => {
    const answer = await fetch(`${site()}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    return answer.json();
  };
  const { items: projects } = await get("/projects?limit=100");
  const { id } = projects.find((project: { slug: string }) => project.slug === "pasta");
  const { items: datasets } = await get(`/projects/${id}/datasets`);
  const demo = datasets.find((dataset: { name: string }) => dataset.name === "Pasta sales");
  const version = await get(`/projects/${id}/datasets/${demo.id}/versions/1`);
  const recipe = join(folder, "recipe.json");
  writeFileSync(recipe, JSON.stringify(version.recipe));

  const data = join(ROOT, "prisma/seed/data/pasta.csv.gz");
  const env = { PROJECT: id, NAME: demo.name, RECIPE: recipe, MODELS: "theta", OUTPUT: "pasta-curl.csv" };
  const by = {
    curl: await run("sh", [example("forecast.sh"), site(), key, data, "28"], env),
    python: await run("python3", [
      ...[example("forecast.py"), site(), key, data, "28", "--project", id, "--name", demo.name],
      ...["--recipe", recipe, "--models", "theta", "--output", "pasta-python.csv"],
    ]),
  };
  for (const { code, output } of Object.values(by)) {
    expect(code, output).toBe(0);
    // The same file read by the same recipe is the version that is there, not another.
    expect(output).toContain(`Data      ${version.id}, ${version.profile.series} series`);
  }
  const forecasts = ["pasta-curl.csv", "pasta-python.csv"].map((file) =>
    readFileSync(join(folder, file), "utf8"),
  );
  expect(forecasts[0]).toBe(forecasts[1]);

  const { items: rows } = await get(`/projects/${id}/models?model=theta&limit=100`);
  const runs = Object.values(by).map(({ output }) => /^Run +(\S+)$/m.exec(output)?.[1]);
  const three = rows.filter(
    ({ run: { id: runId, number } }: { run: { id: string; number: number } }) =>
      number === 1 || runs.includes(runId),
  );
  expect(three).toHaveLength(3);
  expect(new Set(three.map((row: { comparison: { id: string } }) => row.comparison.id)).size).toBe(1);
  // Theta is the same computation whoever asks for it.
  expect(new Set(three.map((row: { mase: number }) => row.mase)).size).toBe(1);
  expect(three.map((row: { askedBy: { kind: string } }) => row.askedBy.kind).sort()).toEqual([
    "key",
    "key",
    "person",
  ]);
});

test("Python takes single sales to a checked, wrangled and labelled panel, and nothing anew the second time", async () => {
  test.skip(!has("python3"), "python3 is not installed");
  // Two shops, two items, 40 weeks of two sales a week; item B is not sold for eight weeks, and one sale comes back.
  const rows = ["InvoiceDate,StockCode,Quantity,UnitPrice"];
  for (let n = 0; n < 80; n += 1) {
    const at = new Date(Date.UTC(2025, 0, 6 + Math.floor(n / 2) * 7 + (n % 2), 9, n % 60));
    const time = at.toISOString().slice(0, 19).replace("T", " ");
    rows.push(`${time},A,${3 + (n % 5)},2.50`);
    if (n < 40 || n >= 56) rows.push(`${time},B,${2 + (n % 3)},1.25`);
  }
  rows.splice(9, 0, rows[8]?.replace(/,(\d+),/, ",-1,") ?? "");
  writeFileSync(join(folder, "sales.csv"), `${rows.join("\n")}\n`);
  const steps = [
    { id: "marks", kind: "outliers", action: "mark" },
    { id: "holidays", kind: "holidays", place: "IT" },
  ];
  writeFileSync(join(folder, "steps.json"), JSON.stringify(steps));
  const args = [example("panel.py"), site(), key, join(folder, "sales.csv")];
  const asked = await run("python3", args);
  expect(asked.code, asked.output).toBe(2);
  expect(asked.output).toContain("Answer with --roll-up D|W|M|none");
  const project = /^Project +(\S+)$/m.exec(asked.output)?.[1] ?? "";

  const more = ["--project", project, "--roll-up", "W", "--steps", join(folder, "steps.json")];
  const first = await run("python3", [...args, ...more, "--label-stock-outs"]);
  expect(first.code, first.output).toBe(0);
  expect(first.output).toMatch(/^Version +1: 2 series x \d+ periods \(W.*\), \d+ rows, 8 zeros, 0 gaps$/m);
  expect(first.output).toMatch(/^Checks +\d+ passed, \d+ warn, 0 block training$/m);
  expect(first.output).toMatch(/^ +holidays: (\d+) rows became \1, \d+ values changed$/m);
  expect(first.output).toMatch(/^Labels +1 stock-outs of 1 runs of zeros$/m);
  expect(first.output).toMatch(/^Fold +test: learns to 2025-\d\d-\d\d, forecasts to 2025-\d\d-\d\d$/m);
  const again = await run("python3", [...args, ...more, "--label-stock-outs"]);
  const versions = (output: string) => output.match(/^Version .*$/gm);
  expect(versions(again.output)).toEqual(versions(first.output));
  expect(again.output).toMatch(/^Labels +0 stock-outs of 0 runs of zeros$/m);
});

test("both say in words what is wrong, and end with an error", async () => {
  test.skip(!has("curl") || !has("python3"), "curl or python3 is not installed");
  const wrong = `fc_00000000_${"0".repeat(48)}`;
  for (const [command, name] of [
    ["sh", "forecast.sh"],
    ["python3", "forecast.py"],
  ] as const) {
    const { code, output } = await run(command, [example(name), site(), wrong, csv, String(HORIZON)]);
    expect({ name, code }).toEqual({ name, code: 1 });
    expect(output).toContain("This key opens nothing: it is wrong, expired or revoked.");
    const bad = await run(command, [example(name), site(), key, csv, "0"], { MODELS: "naive" });
    expect({ name, code: bad.code }).toEqual({ name, code: 1 });
    expect(bad.output).toContain("The horizon must be at least 1.");
  }
});
