import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { checkDatabase, checkDatabaseUrl, checkServerVersion, explainDatabaseError } from "./database.ts";
import { explainServerOutput, freePort } from "./embedded-postgres.ts";
import { explainNpmFailure, isInstalled } from "./install.mjs";
import { checkPort, explainListenError } from "./port.ts";
import { restartDelay } from "./processes.ts";
import { StartError, sentenceFor } from "./say.ts";
import { readSettings } from "./settings.ts";

const URL_WITH_SECRET = "postgresql://me:hunter2@db.example:5433/shop";

describe("a port that is taken", () => {
  const server = createServer();
  afterEach(() => server.close());

  it("is named with a way out", async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    await expect(checkPort({ port, host: "127.0.0.1" })).rejects.toThrow(
      new RegExp(`^Port ${port} is taken by another program.*PORT=${port + 1} npm start$`),
    );
  });

  it("tells a low port and a foreign address from it", async () => {
    expect(await explainListenError("EACCES", { port: 80, host: "127.0.0.1" })).toMatch(/below 1024/);
    expect(await explainListenError("EADDRNOTAVAIL", { port: 3000, host: "10.9.9.9" })).toMatch(
      /not an address/,
    );
  });
});

describe("a database that will not do", () => {
  it("says so when nothing listens, without the password", async () => {
    const port = await freePort();
    const attempt = checkDatabase(`postgresql://me:hunter2@127.0.0.1:${port}/shop`);
    await expect(attempt).rejects.toThrow(/refuses connections: nothing listens there/);
    await expect(attempt).rejects.not.toThrow(/hunter2/);
  });

  it.each([
    ["28P01", /refuses this user or password/],
    ["3D000", /no such database/],
    ["42501", /may not create tables/],
    ["53100", /disk .* is full/],
    ["ENOTFOUND", /host .* is not known/],
    ["25006", /read-only/],
  ])("explains %s in one line with a way out", (code, words) => {
    const sentence = explainDatabaseError({ code, message: "x" }, URL_WITH_SECRET);
    expect(sentence).toMatch(words);
    expect(sentence).toContain("db.example:5433/shop");
    expect(sentence).not.toMatch(/hunter2|\n/);
  });

  // server_version_num as PostgreSQL documents it: major × 10000 + minor from 10 on, 9.6.24 is 90624.
  it.each([
    [90624, /PostgreSQL 9,/],
    [130014, /PostgreSQL 13, which is too old/],
    [140000, null],
    [180004, null],
    [190000, null],
  ])("judges version number %i", (version, words) => {
    const sentence = checkServerVersion(version);
    if (words === null) expect(sentence).toBeNull();
    else expect(sentence).toMatch(words);
  });

  it.each([
    ["not a url", /not a valid address/],
    ["mysql://h/d", /needs PostgreSQL/],
    ["postgresql://h:5432", /names no database/],
    [URL_WITH_SECRET, null],
  ])("judges DATABASE_URL %s", (url, words) => {
    const sentence = checkDatabaseUrl(url);
    if (words === null) expect(sentence).toBeNull();
    else expect(sentence).toMatch(words);
  });
});

describe("what PostgreSQL prints before it gives up", () => {
  it.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', /is full/],
    ['FATAL:  could not open file "x": Permission denied', /permission denied/],
    [
      "FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible with this version 18.4.",
      /made by PostgreSQL 17/,
    ],
  ])("%s", (output, words) => {
    expect(explainServerOutput(output, "/d/postgres")).toMatch(words);
  });
});

describe("settings", () => {
  it("keeps the demo to the embedded database on loopback, unless asked", () => {
    expect(readSettings({}).demo).toBe(true);
    expect(readSettings({ HOST: "0.0.0.0" }).demo).toBe(false);
    expect(readSettings({ APP_URL: "https://forecast.example.org" }).demo).toBe(false);
    expect(readSettings({ APP_URL: "http://[::1]:3000" }).demo).toBe(true);
    expect(readSettings({ DATABASE_URL: "postgresql://h/d" }).demo).toBe(false);
    expect(readSettings({ DATABASE_URL: "postgresql://h/d", DEMO: "1" }).demo).toBe(true);
    expect(readSettings({ DEMO: "0" }).demo).toBe(false);
  });

  it.each([
    [{ PORT: "3000x" }, /PORT must be a whole number from 1 to 65535/],
    [{ PORT: "70000" }, /PORT/],
    [{ WORKERS: "-1" }, /WORKERS/],
    [{ OIDC_ISSUER: "https://id.example.com" }, /OIDC_CLIENT_ID must be set too/],
    [{ APP_SECRET: "short" }, /APP_SECRET is too short/],
    [{ APP_URL: "forecast" }, /APP_URL/],
  ])("refuses %o by name", (env, words) => {
    expect(() => readSettings(env)).toThrow(words);
  });
});

describe("installing", () => {
  it.each([
    ["npm error code ENOSPC", /is full/],
    ["npm error code EACCES", /permission denied/],
    ["npm error code ENOTFOUND\nnpm error network request failed", /registry did not answer/],
    ["npm error code EUSAGE\nnpm error Missing: x from lock file", /does not agree/],
  ])("explains %s", (output, words) => {
    expect(explainNpmFailure(output, "/repo")).toMatch(words);
  });

  it("sees a missing, an outdated and a foreign platform's package for what they are", () => {
    const lock = {
      packages: {
        "": {},
        "node_modules/a": { version: "1.0.0" },
        "node_modules/b-linux": { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"] },
        "node_modules/b-darwin": { version: "1.0.0", optional: true, os: ["darwin"], cpu: ["arm64"] },
      },
    };
    const here = { platform: "linux" as const, arch: "x64" as const };
    const a = { "node_modules/a": { version: "1.0.0" } };
    const b = { "node_modules/b-linux": { version: "1.0.0" } };
    expect(isInstalled(lock, { packages: { ...a, ...b } }, here)).toBe(true);
    expect(isInstalled(lock, { packages: a }, here)).toBe(false);
    expect(isInstalled(lock, { packages: { ...b, "node_modules/a": { version: "0.9.0" } } }, here)).toBe(
      false,
    );
    expect(isInstalled(lock, null, here)).toBe(false);
  });
});

it("restarts with growing pauses, at most half a minute", () => {
  expect([1, 2, 3, 20].map(restartDelay)).toEqual([200, 400, 800, 30_000]);
});

it("shows one sentence for any failure, never a stack", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  expect(sentenceFor(full, "/repo")).toMatch(/^The disk holding \/repo is full\./);
  const denied = Object.assign(new Error("x"), { code: "EACCES", path: "/repo/.data" });
  expect(sentenceFor(denied, "/repo")).toMatch(/may not write to \/repo\/.data: permission denied/);
  expect(sentenceFor(new StartError("Plain."), "/repo")).toBe("Plain.");
  expect(sentenceFor(new Error("odd\nsecond line"), "/repo")).not.toMatch(/\n|at .*:\d+/);
});
