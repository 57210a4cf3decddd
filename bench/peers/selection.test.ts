import { describe, expect, it } from "vitest";
import { commandLine, METHODS, parseOptions } from "./selection.ts";

describe("what is compared", () => {
  it("takes m3 as its four groups, and runs a method that is asked for wherever it is asked for", () => {
    const { plans, methods } = parseOptions(["--sets", "m3,bike-hourly", "--methods", "auto,auto_arima"]);
    expect(plans.map(({ set }) => set)).toEqual([
      "m3-yearly",
      "m3-quarterly",
      "m3-monthly",
      "m3-other",
      "bike-hourly",
    ]);
    expect(plans.flatMap(({ without }) => without)).toEqual([]);
    expect(methods.map(({ key }) => key)).toEqual(["auto", "auto_arima"]);
  });

  it("knows every method that it leaves out by default", () => {
    const keys = METHODS.map(({ key }) => key);
    for (const { without } of parseOptions([]).plans) for (const key of without) expect(keys).toContain(key);
  });

  it("gives auto the same budgets in all of M3, so that its rows can be pooled", () => {
    const budgets = parseOptions(["--sets", "m3"]).plans.map((plan) => plan.budgets.join());
    expect(new Set(budgets).size).toBe(1);
  });

  it("takes windows, budgets and the limit from the command line", () => {
    const { plans, limitSeconds } = parseOptions(
      "--sets retail-monthly --windows 3 --budgets 2,4.5 --limit-seconds 20".split(" "),
    );
    expect(plans).toMatchObject([{ set: "retail-monthly", windows: 3, budgets: [2, 4.5] }]);
    expect(limitSeconds).toBe(20);
  });

  it.each([
    ["--sets", "m4"],
    ["--methods", "prophet"],
    ["--windows", "1.5"],
    ["--budgets", "10,none"],
    ["--limit-seconds", "0"],
    ["--seed", "1"],
  ])("refuses %s %s", (name, value) => {
    expect(() => parseOptions([name, value])).toThrow();
  });

  it("writes its command down without this machine's folders", () => {
    const args = "--quick --venv /somewhere/else --sets m3 --keep=rows --write docs/benchmarks.md".split(" ");
    expect(commandLine(args)).toBe("--quick --sets m3 --write docs/benchmarks.md");
  });
});
