import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import type { IdentityProvider } from "../e2e/support/identity-provider.ts";
import { endCommands, ensureBuilt, ensureGenerated, runCommand } from "./boot/build.ts";
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from "./boot/embedded-postgres.ts";
import { ROOT } from "./boot/paths.ts";
import { type Product, startProduct } from "./boot/product.ts";
import { sentenceFor } from "./boot/say.ts";
import { ensureBrowser } from "./checks/browser.ts";
import { CHECKS, type Check } from "./checks/index.ts";
import {
  addTallies,
  EMPTY,
  indent,
  type PlaywrightReport,
  type Tally,
  tallyPlaywright,
  tallyVitest,
  type VitestReport,
} from "./checks/tally.ts";

const PARTS = ["checks", "unit", "db", "e2e"] as const;
type Part = (typeof PARTS)[number];

// A folder a run: two runs at once must not meet.
const WORK = path.join(ROOT, ".test", String(process.pid));
const products = new Set<Product>();
let postgres: EmbeddedPostgres | null = null;
let identityProvider: IdentityProvider | null = null;

function failed(name: string, why: string): Tally {
  return { ...EMPTY, failed: 1, failures: [`${name}\n${indent(why)}`] };
}

function report(name: string, tally: Tally, ms: number): Tally {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
  const seconds = (ms / 1000).toFixed(1);
  console.log(
    `${tally.failed === 0 ? "✓" : "✗"} ${name} … ${tally.passed} passed, ${tally.failed} failed${skipped} (${seconds} s)`,
  );
  return tally;
}

async function timed(name: string, work: () => Promise<Tally>): Promise<Tally> {
  const from = Date.now();
  const tally = await work().catch((error: unknown) => failed(name, sentenceFor(error, ROOT)));
  return report(name, tally, Date.now() - from);
}

async function runCheck({ name, run }: Check): Promise<Tally> {
  return timed(name, async () => {
    const wrong = await run();
    return wrong === null ? { ...EMPTY, passed: 1 } : failed(name, wrong);
  });
}

/** Two at a time: more would only wait for each other on a small machine. */
async function runChecks(filter: string[]): Promise<Tally> {
  const queue = CHECKS.filter(
    ({ name }) => filter.length === 0 || filter.some((word) => name.includes(word)),
  ).slice();
  const tallies: Tally[] = [];
  const lane = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) tallies.push(await runCheck(check));
  };
  await Promise.all([lane(), lane()]);
  return addTallies(...tallies);
}

async function throwAwayServer(): Promise<EmbeddedPostgres> {
  postgres ??= await startEmbeddedPostgres({ dataDir: path.join(WORK, "postgres"), fast: true });
  return postgres;
}

function serverUrl(server: EmbeddedPostgres, database: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
}

async function runVitest(projects: string[], filter: string[]): Promise<Tally> {
  const outFile = path.join(WORK, `vitest-${projects.join("-")}.json`);
  const env: Record<string, string> = { NODE_ENV: "test" };
  if (projects.includes("db")) env.TEST_DATABASE_URL = serverUrl(await throwAwayServer(), "postgres");
  const args = [
    path.join(ROOT, "node_modules/vitest/vitest.mjs"),
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=json",
    `--outputFile=${outFile}`,
    "--passWithNoTests",
    ...filter,
  ];
  const { code, output } = await runCommand(process.execPath, args, { env });
  if (!existsSync(outFile)) return failed("vitest", output);
  const tally = tallyVitest(JSON.parse(readFileSync(outFile, "utf8")) as VitestReport, ROOT);
  // An error outside of any test (an unhandled rejection) shows in the exit code only.
  return code !== 0 && tally.failed === 0 ? addTallies(tally, failed("vitest", output)) : tally;
}

async function runBrowserTests(filter: string[]): Promise<Tally> {
  const config = path.join(ROOT, "e2e/playwright.config.ts");
  const browser = await ensureBrowser(console.log);
  if (browser === null) {
    return failed(
      "browser",
      "No Chromium to run the browser tests with. Install one and set CHROMIUM_PATH to it, or run npx playwright install --with-deps chromium.",
    );
  }
  const server = await throwAwayServer();
  const client = new pg.Client({ connectionString: serverUrl(server, "postgres") });
  await client.connect();
  await client.query("create database e2e").finally(() => client.end());
  const databaseUrl = serverUrl(server, "e2e");
  const port = (await freePort()) ?? 0;
  const { startIdentityProvider } = await import("../e2e/support/identity-provider.ts");
  identityProvider = await startIdentityProvider({ siteUrl: `http://localhost:${port}` });
  const product = await startProduct({
    port,
    dataDir: path.join(WORK, "data"),
    env: {
      DATABASE_URL: databaseUrl,
      APP_SECRET: "a secret of the browser tests only",
      DEMO: "1",
      ...identityProvider.env,
    },
  });
  products.add(product);
  try {
    const outFile = path.join(WORK, "playwright.json");
    const { output } = await runCommand(
      process.execPath,
      [
        path.join(ROOT, "node_modules/@playwright/test/cli.js"),
        "test",
        "-c",
        config,
        "--reporter=json",
        ...filter,
      ],
      {
        env: {
          BASE_URL: product.url,
          CHROMIUM_PATH: browser,
          DATABASE_URL: databaseUrl,
          OIDC_ISSUER: identityProvider.env.OIDC_ISSUER,
          PLAYWRIGHT_JSON_OUTPUT_NAME: outFile,
          PLAYWRIGHT_JSON_OUTPUT_FILE: outFile,
        },
      },
    );
    if (!existsSync(outFile)) return failed("browser tests", output);
    return tallyPlaywright(JSON.parse(readFileSync(outFile, "utf8")) as PlaywrightReport);
  } finally {
    products.delete(product);
    await product.stop();
  }
}

async function main(): Promise<Tally> {
  const { values, positionals } = parseArgs({
    options: { only: { type: "string", multiple: true } },
    allowPositionals: true,
  });
  const only = values.only ?? [];
  const unknown = only.filter((part) => !PARTS.includes(part as Part));
  if (unknown.length > 0) {
    return failed("npm test", `--only takes ${PARTS.join(", ")}, not ${unknown.join(", ")}.`);
  }
  const wants = (part: Part) => only.length === 0 || only.includes(part);

  mkdirSync(WORK, { recursive: true });
  await ensureGenerated();
  const tallies: Tally[] = [];
  if (wants("checks")) tallies.push(await runChecks(positionals));
  if (wants("unit")) tallies.push(await timed("unit tests", () => runVitest(["unit"], positionals)));
  if (wants("db")) tallies.push(await timed("database tests", () => runVitest(["db"], positionals)));
  if (wants("e2e")) {
    await ensureBuilt();
    tallies.push(await timed("browser tests", () => runBrowserTests(positionals)));
  }
  return addTallies(...tallies);
}

async function cleanUp(): Promise<void> {
  endCommands();
  await Promise.all([...products].map((product) => product.stop()));
  await identityProvider?.stop();
  await postgres?.stop();
  rmSync(WORK, { recursive: true, force: true });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void cleanUp().finally(() => process.exit(130)));
}
const total = await main().catch((error: unknown) => failed("npm test", sentenceFor(error, ROOT)));
await cleanUp().catch(() => {});
if (total.failures.length > 0) console.log(`\nFailures:\n\n${total.failures.join("\n\n")}\n`);
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
