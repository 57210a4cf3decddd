import { describe, expect, it } from "vitest";
import { parseRows, type Row } from "./row.ts";
import { answerTo, poolGroups, referenceOf, sectionsOf, tableOf } from "./table.ts";

function row(name: string, seconds: number, mase: number, more: Partial<Row> = {}): Row {
  const tally = {
    ...{ steps: 200, smape: 200 * 10 * mase, inside80: 160, inside95: 190 },
    ...{ units: 20, mase: 20 * mase, sql: 10 * mase, msis: 100 },
  };
  return {
    ...{ set: "pasta-daily", method: name, name, isOurs: name.startsWith("Ours"), windows: 1, tally },
    ...{
      hasQuantiles: true,
      seconds,
      cpuSeconds: 2 * seconds,
      importSeconds: 1,
      instead: null,
      versions: {},
    },
    ...more,
  };
}
const quick = row("Ours: auto, 5 s a window", 6, 0.9, { method: "auto" });
const slow = row("Ours: auto, 60 s a window", 50, 0.6, { method: "auto" });
const ridge = row("Ours: ridge", 1, 0.8);

const cellsOf = (table: string, line: number) =>
  (table.split("\n")[line] as string)
    .split("|")
    .map((cell) => cell.trim())
    .slice(1, -1);

describe("the table of a set", () => {
  it("compares with auto at its largest budget, wherever it stands", () => {
    const rows = [quick, slow, ridge, row("AutoETS", 25, 0.75)];
    expect(referenceOf(rows)).toBe(slow);
    expect(cellsOf(tableOf(rows, "mase"), 5)).toEqual([
      ...["AutoETS", "7.50", "0.750", "0.375", "25.0", "1.0", "50.0", "1.250", "0.50"],
      "✗ +6.7 %, ridge",
    ]);
  });

  it("says whether ours was better in no more time", () => {
    const rows = [quick, slow, ridge];
    expect(answerTo(row("a", 50, 0.75), rows, "mase")).toBe("✓ −20.0 %, auto, 60 s a window");
    expect(answerTo(row("a", 49, 0.8), rows, "mase")).toBe("✓ 0.0 %, ridge");
    expect(answerTo(row("a", 0.5, 0.8), rows, "mase")).toBe("none as fast");
    expect(answerTo(ridge, rows, "mase")).toBe("–");
  });

  it("shows what did not end, lacks quantiles or has gaps for what it is", () => {
    const late = row("AutoARIMA", 900, 1, { tally: null, instead: "over 900 s" });
    const part = row("LightGBM", 5, 1, { hasQuantiles: false });
    const gaps = { ...part, tally: { ...(part.tally as NonNullable<Row["tally"]>), steps: 150 } };
    const table = tableOf([late, slow, gaps], "mase");
    expect(cellsOf(table, 2).slice(0, 3)).toEqual(["AutoARIMA", "over 900 s", "–"]);
    expect(cellsOf(table, 4).slice(0, 4)).toEqual(["LightGBM (75.0 % of the values)", "13.33", "1.000", "–"]);
  });
});

describe("M3 as a whole", () => {
  const groups = ["m3-yearly", "m3-quarterly", "m3-monthly", "m3-other"].map((set, i) => [
    row("Ours: auto, 60 s a window", 10, 1 + i, { set, method: "auto" }),
    row("AutoARIMA", 10, 1, i === 2 ? { set, tally: null, instead: "over 9 s" } : { set }),
  ]);

  it("pools the values and adds the seconds of whoever forecast all of it", () => {
    const pooled = poolGroups(groups);
    expect(pooled).toHaveLength(1);
    expect(pooled[0]).toMatchObject({ seconds: 40, cpuSeconds: 80, tally: { steps: 800, smape: 20_000 } });
  });

  it("stands first, where all four groups were measured", () => {
    const measured = groups.map((rows) => ({
      set: { name: rows[0]?.set as string, about: "some", seasonLength: 1, cutoffs: [9] },
      windowsOfSet: 3,
      leftOut: ["NBEATS"],
      rows,
    }));
    expect(sectionsOf(measured).map((text) => text.split("\n")[0])).toEqual([
      ...["### M3, all 3,003 series", "### m3-yearly", "### m3-quarterly", "### m3-monthly", "### m3-other"],
    ]);
    expect(sectionsOf(measured.slice(1))).toHaveLength(3);
    expect(sectionsOf(measured)[1]).toContain(
      "the last one of the windows. Left out, since each takes minutes: NBEATS.",
    );
  });
});

it("reads kept rows back, and refuses a line that is none", () => {
  expect(parseRows(`${JSON.stringify(slow)}\n\n${JSON.stringify(quick)}\n`)).toEqual([slow, quick]);
  expect(() => parseRows(`${JSON.stringify(slow)}\n{"set":"m3"}\n`)).toThrow("Line 2");
});
