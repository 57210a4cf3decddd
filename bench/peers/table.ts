import { pool, type Tally } from "../accuracy/measure.ts";
import { type AccuracySet, M3_NAMES } from "../accuracy/sets.ts";
import type { Row } from "./row.ts";

interface Measured {
  smape: number;
  mase: number;
  sql: number;
}

function measuresOf({ tally, hasQuantiles }: Row): Measured | null {
  if (!tally || tally.steps === 0) return null;
  return {
    smape: tally.smape / tally.steps,
    mase: tally.mase / tally.units,
    sql: hasQuantiles ? tally.sql / tally.units : Number.NaN,
  };
}

/** What a set is judged by: M3 by the measure that its own papers use, everything else by MASE. */
export type Headline = "smape" | "mase";
const headlineOf = (set: string): Headline => (set.startsWith("m3") ? "smape" : "mase");

const fixed = (value: number | null | undefined, digits: number) =>
  value === null || value === undefined || !Number.isFinite(value) ? "–" : value.toFixed(digits);
/** Two figures that count, at any size: 0.031, 0.42, 3.1, 120. */
const times = (value: number) =>
  !Number.isFinite(value)
    ? "–"
    : value >= 10
      ? value.toFixed(0)
      : value.toFixed(value >= 1 ? 1 : value >= 0.1 ? 2 : 3);

const HEAD = [
  "method",
  "sMAPE",
  "MASE",
  "SQL",
  "seconds",
  "of it starting",
  "CPU seconds",
  "error ÷ ours",
  "seconds ÷ ours",
  "ours, no slower",
];

/** The row that the others are compared with: `auto` with its largest budget. */
export function referenceOf(rows: readonly Row[]): Row | null {
  return rows.filter(({ method, tally }) => method === "auto" && tally).at(-1) ?? null;
}

/**
 * Whether one of ours was at least as accurate in no more time: the most accurate of those that were as fast, with how much
 * less it erred, in percent; "none as fast" where all of ours took longer.
 */
export function answerTo(row: Row, rows: readonly Row[], headline: Headline): string {
  const own = measuresOf(row)?.[headline];
  if (row.isOurs || own === undefined || !Number.isFinite(own)) return "–";
  const fast = rows
    .filter(({ isOurs, seconds }) => isOurs && seconds <= row.seconds)
    .flatMap((each) => {
      const value = measuresOf(each)?.[headline];
      return value === undefined ? [] : [{ name: each.name, value }];
    })
    .sort((a, b) => a.value - b.value);
  const best = fast[0];
  if (!best) return "none as fast";
  const percent = 100 * (best.value / own - 1);
  return `${best.value <= own ? "✓" : "✗"} ${percent > 0 ? "+" : percent < 0 ? "−" : ""}${Math.abs(percent).toFixed(1)} %, ${best.name.replace(/^Ours: /, "")}`;
}

/** A Markdown table of one set, in the order of the rows. */
export function tableOf(rows: readonly Row[], headline: Headline): string {
  const reference = referenceOf(rows);
  const base = reference ? measuresOf(reference) : null;
  const most = Math.max(0, ...rows.map(({ tally }) => tally?.steps ?? 0));
  const lines = rows.map((row) => {
    const measures = measuresOf(row);
    if (row.instead || !measures) return [row.name, row.instead ?? "no forecast", ...Array(8).fill("–")];
    const part =
      (row.tally?.steps ?? 0) < most
        ? ` (${((100 * (row.tally?.steps ?? 0)) / most).toFixed(1)} % of the values)`
        : "";
    return [
      `${row.name}${part}`,
      fixed(measures.smape, 2),
      fixed(measures.mase, 3),
      fixed(measures.sql, 3),
      fixed(row.seconds, 1),
      fixed(row.importSeconds, 1),
      fixed(row.cpuSeconds, 1),
      base ? fixed(measures[headline] / base[headline], 3) : "–",
      reference ? times(row.seconds / reference.seconds) : "–",
      answerTo(row, rows, headline),
    ];
  });
  return markdown(HEAD, lines);
}

function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((name, i) => Math.max(name.length, ...lines.map((cells) => cells[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number))).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), `| ${rule.join(" | ")} |`, ...lines.map(line)].join("\n");
}

/** M3's four groups as one: pooled measures and summed seconds of the methods that have all four. */
export function poolGroups(groups: readonly (readonly Row[])[]): Row[] {
  const [first = []] = groups;
  return first.flatMap((row) => {
    const rows = groups.flatMap((group) => group.filter(({ name }) => name === row.name));
    if (rows.length < groups.length || rows.some(({ tally }) => !tally)) return [];
    const sum = (key: "seconds" | "cpuSeconds" | "importSeconds") =>
      rows.reduce((total, each) => total + (each[key] ?? Number.NaN), 0);
    return [
      {
        ...row,
        set: "m3",
        tally: pool(rows.map(({ tally }) => tally as Tally)),
        hasQuantiles: rows.every(({ hasQuantiles }) => hasQuantiles),
        seconds: sum("seconds"),
        cpuSeconds: sum("cpuSeconds"),
        importSeconds: sum("importSeconds"),
      },
    ];
  });
}

export interface MeasuredSet {
  set: Pick<AccuracySet, "name" | "about" | "seasonLength" | "cutoffs">;
  /** How many windows the set has in all. */
  windowsOfSet: number;
  /** Names of methods that were left out of choice. */
  leftOut: readonly string[];
  rows: readonly Row[];
}

/** A title and a table for each set, and for M3 as a whole where all of it was measured. */
export function sectionsOf(measured: readonly MeasuredSet[]): string[] {
  const sections = measured.map(({ set, windowsOfSet, leftOut, rows }) => {
    const windows = set.cutoffs.length;
    const part =
      windows < windowsOfSet ? ` Here: the last ${windows === 1 ? "one" : windows} of the windows.` : "";
    const without = leftOut.length > 0 ? ` Left out, since each takes minutes: ${leftOut.join(", ")}.` : "";
    return `### ${set.name}\n\n${set.about}; season ${set.seasonLength}.${part}${without}\n\n${tableOf(rows, headlineOf(set.name))}\n`;
  });
  const groups = M3_NAMES.map((name) => measured.find(({ set }) => set.name === name)?.rows ?? []);
  const pooled = groups.every((rows) => rows.length > 0) ? poolGroups(groups) : [];
  if (pooled.length > 0)
    sections.unshift(
      `### M3, all 3,003 series\n\nThe four groups below together: sMAPE pooled over all horizons, seconds added up.\n\n${tableOf(pooled, "smape")}\n`,
    );
  return sections;
}
