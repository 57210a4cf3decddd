import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { InputError } from "./input-error.ts";
import { readOptions } from "./options.ts";
import { forecastFile } from "./run.ts";

const folder = mkdtempSync(path.join(tmpdir(), "forecast-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const write = (text: string | Buffer, as?: string) => {
  made += 1;
  const name = as ?? `${made}.csv`;
  writeFileSync(path.join(folder, name), text);
  return name;
};
const read = (name: string) => readFileSync(path.join(folder, name), "utf8");

const day = (t: number) => new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10);
/** Two daily series with a week's pattern and promotions that sell ten more. */
const promo = (s: number, t: number) => Number((5 * t + 3 * s) % 11 < 2);
const sales = (s: number, t: number) =>
  20 + 4 * s + [0, 1, 2, 3, 5, 8, 6][t % 7]! + 10 * promo(s, t) + ((t * 7 + s) % 5) / 5;
const rows = (length: number, from = 0) =>
  ["A", "B, the second"].flatMap((id, s) =>
    Array.from({ length }, (_, i) => ({
      id,
      ds: day(from + i),
      y: sales(s, from + i),
      promo: promo(s, from + i),
      brand: `brand ${s}`,
    })),
  );
const quoted = (id: string) => (id.includes(",") ? `"${id}"` : id);
const table = (length: number) =>
  [
    "unique_id,ds,y,promo,brand",
    ...rows(length).map((r) => [quoted(r.id), r.ds, r.y, r.promo, r.brand].join(",")),
  ].join("\r\n");
const ahead = (from: number, length: number) =>
  ["unique_id,ds,promo", ...rows(length, from).map((r) => [quoted(r.id), r.ds, r.promo].join(","))].join(
    "\n",
  );

const run = (args: Record<string, string | number>) =>
  forecastFile(
    readOptions(
      Object.entries({ output: "out.csv", ...args }).flatMap(([name, value]) => [`--${name}`, String(value)]),
      folder,
    ),
  );
const lines = (name = "out.csv") => read(name).trimEnd().split("\n");

describe("npm run forecast", () => {
  test("as a command: columns, exit codes, and a plan repeated to the same bytes", {
    timeout: 120_000,
  }, () => {
    write(gzipSync(table(120)), "sales.csv.gz");
    write(ahead(120, 7), "future.csv");
    const command = (more: string[]) =>
      spawnSync(process.execPath, [path.resolve("bin/forecast.mjs"), ...more], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, INIT_CWD: folder },
      });
    const asked = [
      "--input",
      "sales.csv.gz",
      "--horizon",
      "7",
      "--future",
      "future.csv",
      "--static",
      "brand",
    ];
    const first = command([
      ...asked,
      "--output",
      "a.csv",
      "--report",
      "a.json",
      "--levels",
      "50,90",
      "--quantiles",
      "0.1,0.5",
    ]);
    expect(first.stderr).not.toContain("rror");
    expect(first.status).toBe(0);
    expect(first.stdout.trim().split("\n")).toHaveLength(1);
    const [head, ...body] = lines("a.csv");
    expect(head).toBe("unique_id,ds,yhat,yhat-lo-50,yhat-hi-50,yhat-lo-90,yhat-hi-90,yhat-q-0.1,yhat-q-0.5");
    expect(body).toHaveLength(14);
    expect(body[0]?.startsWith(`A,${day(120)},`)).toBe(true);
    expect(body[13]?.startsWith(`"B, the second",${day(126)},`)).toBe(true);
    for (const line of body) {
      const [yhat, lo50, hi50, lo90, hi90, q10, q50] = line
        .replace(/^"[^"]*"|^A/, "")
        .split(",")
        .slice(2)
        .map(Number) as number[];
      expect(lo90! <= lo50! && lo50! <= yhat! && yhat! <= hi50! && hi50! <= hi90!).toBe(true);
      expect(q50).toBe(yhat);
      expect(lo90! <= q10! && q10! <= lo50!).toBe(true);
    }
    const report = JSON.parse(read("a.json"));
    expect(report).toMatchObject({ series: 2, horizon: 7, season: 7, frequency: "D", seed: 1, version: 1 });
    expect(report.tried.map(({ model }: { model: string }) => model)).toContain("seasonal_naive");
    expect(report.chosen.score).toBeLessThanOrEqual(1);
    expect(report.intervals.coverage.map(({ step }: { step: number }) => step)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(report.intervals.method).toMatch(/^The m|^Quantiles/);

    const again = command([
      ...asked,
      "--output",
      "b.csv",
      "--plan",
      "a.json",
      "--levels",
      "50,90",
      "--quantiles",
      "0.1,0.5",
      "--budget",
      "1",
    ]);
    expect(again.status).toBe(0);
    expect(read("b.csv")).toBe(read("a.csv"));

    const bad = command(["--input", "absent.csv", "--horizon", "7", "--output", "c.csv"]);
    expect(bad.status).toBe(2);
    expect(bad.stderr.trim().split("\n")).toHaveLength(1);
    expect(bad.stderr).toContain("absent.csv");
  });

  test("a covariate known ahead is used: the regression finds the promotions", async () => {
    write(table(120), "sales.csv");
    write(ahead(120, 7), "future.csv");
    await run({ input: "sales.csv", horizon: 7, future: "future.csv", static: "brand", models: "ridge" });
    lines()
      .slice(1)
      .forEach((line, i) => {
        const yhat = Number(line.replace(/^"[^"]*"|^A/, "").split(",")[2]);
        expect(Math.abs(yhat - sales(i < 7 ? 0 : 1, 120 + (i % 7)))).toBeLessThan(2.5);
      });
  });

  test("public holidays by country: a day that sells nothing is forecast so, also for a series that ended earlier", async () => {
    // Easter Monday of Italy: 2022-04-18, 2023-04-10, 2024-04-01; the other holidays stand on fixed days.
    const closed = new Set(
      ["01-01", "01-06", "04-25", "05-01", "06-02", "08-15", "11-01", "12-08", "12-25", "12-26"].flatMap(
        (text) => [2022, 2023, 2024].map((year) => `${year}-${text}`),
      ),
    );
    for (const text of ["2022-04-17", "2022-04-18", "2023-04-09", "2023-04-10", "2024-03-31", "2024-04-01"])
      closed.add(text);
    const from = Date.UTC(2022, 0, 1);
    const dayAt = (t: number) => new Date(from + t * 86_400_000).toISOString().slice(0, 10);
    const rows_ = [
      { id: "a", length: 818 },
      { id: "b", length: 817 },
    ].flatMap(({ id, length }) =>
      Array.from(
        { length },
        (_, t) => `${id},${dayAt(t)},${closed.has(dayAt(t)) ? 0 : 40 + (t % 7) + ((t * t * 37) % 101) / 20}`,
      ),
    );
    const name = write(["unique_id,ds,y", ...rows_].join("\n"));
    await run({ input: name, horizon: 7, holidays: "IT", models: "ridge", report: "h.json" });
    const found = lines()
      .slice(1)
      .map((line) => line.split(","));
    for (const id of ["a", "b"]) {
      const easter = found.filter(([own, ds]) => own === id && ["2024-03-31", "2024-04-01"].includes(ds!));
      const plain = found.filter(([own, ds]) => own === id && ["2024-03-30", "2024-04-02"].includes(ds!));
      expect(easter).toHaveLength(2);
      for (const [, , yhat] of easter) expect(Number(yhat)).toBeLessThan(20);
      for (const [, , yhat] of plain) expect(Number(yhat)).toBeGreaterThan(30);
    }
    expect(JSON.parse(read("h.json")).notes[0]).toBe(
      "Public holidays of Italy are known ahead (date-holidays 3.37.0).",
    );
    await expect(run({ input: name, horizon: 7, holidays: "Itlay" })).rejects.toThrow(/mean IT \(Italy\)/);
  });

  test("each series goes on after its own end; integers stay integers; unsorted rows are sorted", async () => {
    const short = Array.from({ length: 30 }, (_, t) => `long,${30 - t},${(30 - t) % 4}`);
    const other = Array.from({ length: 20 }, (_, t) => `short,${t + 1},${(t + 1) % 4}`);
    const name = write(["unique_id,ds,y", ...short, ...other].join("\n"));
    await run({ input: name, horizon: 3, freq: "Q", models: "seasonal_naive", levels: "80" });
    expect(lines().map((line) => line.split(",").slice(0, 3).join(","))).toEqual([
      "unique_id,ds,yhat",
      ...["long,31,3", "long,32,0", "long,33,1"],
      ...["short,21,1", "short,22,2", "short,23,3"],
    ]);
  });

  test.each([
    ["15min", "2024-01-01 23:30", "2024-01-01 23:45", ["2024-01-02 00:00", "2024-01-02 00:15"]],
    ["h", "2024-01-01T23:00:00", "2024-01-02T00:00:00", ["2024-01-02T01:00:00", "2024-01-02T02:00:00"]],
    ["W-WED", "2024-01-03", "2024-01-10", ["2024-01-17", "2024-01-24"]],
    ["M", "2023-12-31", "2024-01-31", ["2024-02-29", "2024-03-31"]],
    ["Q", "2023-09-30", "2023-12-31", ["2024-03-31", "2024-06-30"]],
    ["Y", "2022-01-01", "2023-01-01", ["2024-01-01", "2025-01-01"]],
    ["MS", "2023-11", "2023-12", ["2024-01", "2024-02"]],
  ])("frequency %s", async (freq, first, second, wanted) => {
    const name = write(`unique_id,ds,y\nA,${first},1\nA,${second},2\n`);
    await run({ input: name, horizon: 2, freq });
    expect(
      lines()
        .slice(1)
        .map((line) => line.split(",")[1]),
    ).toEqual(wanted);
  });

  test.each([
    ["a constant series", Array.from({ length: 40 }, () => "7")],
    ["all zero", Array.from({ length: 40 }, () => "0")],
    ["one point", ["5"]],
    ["two points", ["5", "6"]],
    ["negative values", Array.from({ length: 40 }, (_, t) => String(-t))],
    ["one huge outlier", Array.from({ length: 40 }, (_, t) => (t === 20 ? "1e12" : String(t % 3)))],
    ["gaps", Array.from({ length: 40 }, (_, t) => (t % 3 === 0 ? "" : String(t % 7)))],
    ["missing at the end", [...Array.from({ length: 40 }, (_, t) => String(t % 7)), "", ""]],
  ])("%s: a forecast without a missing number", async (_, ys) => {
    const name = write(`unique_id,ds,y\n${ys.map((y, t) => `A,${day(t)},${y}`).join("\n")}\n`);
    await run({ input: name, horizon: 9, freq: "D", report: "r.json" });
    const body = lines().slice(1);
    expect(body).toHaveLength(9);
    expect(body[0]?.split(",")[1]).toBe(day(ys.length));
    for (const line of body)
      for (const cell of line.split(",").slice(2))
        expect(Number.isFinite(Number(cell)) && cell !== "").toBe(true);
    expect(JSON.parse(read("r.json")).profile.series).toBe(1);
  });

  const good = "A,2024-01-01,1\nA,2024-01-02,2\nA,2024-01-03,3\n";
  test.each([
    ["no column y", "unique_id,ds,value\nA,2024-01-01,1\n", {}, ["row 1", "no column y"]],
    ["no rows", "unique_id,ds,y\n", {}, ["no rows"]],
    ["nothing at all", "", {}, ["empty"]],
    ["a word for a number", `unique_id,ds,y\n${good}A,2024-01-04,many\n`, {}, ["row 5", '"A"', '"many"']],
    ["a day that is none", "unique_id,ds,y\nA,2024-02-30,1\n", {}, ["row 2", '"A"', "2024-02-30"]],
    ["too large", `unique_id,ds,y\n${good}B,2024-01-01,1e300\n`, {}, ["row 5", '"B"', "1e300"]],
    ["a date twice", `unique_id,ds,y\n${good}A,2024-01-02,9\n`, {}, ["row 5", '"A"', "2024-01-02", "row 3"]],
    [
      "all missing",
      `unique_id,ds,y\n${good}B,2024-01-01,\nB,2024-01-02,NaN\n`,
      {},
      ["row 5", '"B"', "missing"],
    ],
    [
      "off the grid",
      `unique_id,ds,y\nA,2024-01-01 00:00,1\nA,2024-01-02 00:00,1\nB,2024-01-02 05:00,1\n`,
      { freq: "D" },
      ["row 4", '"B"', "05:00"],
    ],
    [
      "mixed frequencies",
      `unique_id,ds,y\n${Array.from({ length: 60 }, (_, t) => `A,${day(t)},1`).join("\n")}\n${Array.from({ length: 8 }, (_, t) => `B,${day(7 * t)},1`).join("\n")}\n`,
      {},
      ['"B"', "7 periods", "mixed frequencies"],
    ],
    ["rows of other lengths", "unique_id,ds,y\nA,2024-01-01\n", {}, ["row 2", "2 cells"]],
    ["a quote left open", 'unique_id,ds,y\n"A,2024-01-01,1\n', {}, ["row 2", "quote"]],
    ["dates without dashes", "unique_id,ds,y\nA,20240101,1\nA,20240102,1\n", {}, ["dashes"]],
    ["no frequency", "unique_id,ds,y\nA,2024-01-01,1\n", { freq: undefined }, ["--freq"]],
    ["an unknown model", `unique_id,ds,y\n${good}`, { models: "oracle" }, ["oracle"]],
    ["a static column that is not there", `unique_id,ds,y\n${good}`, { static: "brand" }, ["brand"]],
    [
      "a static column that changes",
      "unique_id,ds,y,b\nA,2024-01-01,1,x\nA,2024-01-02,2,z\n",
      { static: "b" },
      ['"b"', '"A"'],
    ],
  ] as const)("refuses %s", async (_, text, more, words) => {
    const name = write(text);
    const asked: Record<string, string | number> = { input: name, horizon: 2 };
    for (const [key, value] of Object.entries({ freq: "D", ...more }))
      if (value !== undefined) asked[key] = value;
    const error = await run(asked).then(
      () => null,
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    for (const word of words) expect(error.message).toContain(word);
  });

  test.each([
    [["--horizon", "7", "--output", "o.csv"], "--input"],
    [["--input", "i.csv", "--output", "o.csv"], "--horizon"],
    [["--input", "i.csv", "--horizon", "7"], "--output"],
    [["--input", "i.csv", "--output", "o.csv", "--horizon", "0"], "--horizon"],
    [["--input", "i.csv", "--output", "o.csv", "--horizon", "7", "--levels", "100"], "--levels"],
    [["--input", "i.csv", "--output", "o.csv", "--horizon", "7", "--quantiles", "80"], "--quantiles"],
    [["--input", "i.csv", "--output", "o.csv", "--horizon", "7", "--freq", "fortnight"], "--freq"],
    [["--input", "i.csv", "--output", "o.csv", "--horizon", "7", "--budget", "-1"], "--budget"],
    [["--input", "i.csv", "--output", "o.csv", "--horizon", "7", "--colour", "red"], "--colour"],
  ])("refuses the options %j", (args, word) => {
    expect(() => readOptions(args, folder)).toThrow(word);
  });

  test("refuses a horizon that no machine could hold, before doing any work", async () => {
    const many = Array.from({ length: 2_100 }, (_, s) => `${s},2024-01-01,1`).join("\n");
    await expect(
      run({ input: write(`unique_id,ds,y\n${many}\n`), horizon: 10_000, freq: "D" }),
    ).rejects.toThrow(/2,100 series × 10,000 periods ahead are more than the 12,000,000/);
  });

  test("refuses what the file of the future has and the data has not", async () => {
    write(table(40), "sales.csv");
    const later = write(`unique_id,ds,promo\nC,${day(40)},1\n`);
    await expect(run({ input: "sales.csv", horizon: 7, future: later })).rejects.toThrow(
      /row 2 \(series "C"\)/,
    );
    const other = write(`unique_id,ds,price\nA,${day(40)},1\n`);
    await expect(run({ input: "sales.csv", horizon: 7, future: other })).rejects.toThrow(/"price"/);
  });
});
