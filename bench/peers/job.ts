import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Panel, QUANTILE_LEVELS } from "#lib/forecast/index.ts";
import { historyOf, rowAt } from "#lib/forecast/panel.ts";
import type { AccuracySet } from "../accuracy/sets.ts";

/** What the tables measure: the median, deciles, and the ends of the 95 % interval. */
export const ASKED_LEVELS = QUANTILE_LEVELS.filter(
  (level) => level === 0.025 || level === 0.975 || Math.abs(level * 10 - Math.round(level * 10)) < 1e-9,
);

/** One method on one set, as the scripts in Python read it beside the windows. */
export interface Job {
  method: string;
  set: string;
  frequency: string;
  horizonSteps: number;
  seasonLength: number;
  /** How many window-K.csv there are. */
  windows: number;
  cutoffs: readonly number[];
  levels: readonly number[];
  knownAhead: readonly string[];
  static: readonly string[];
  threads: number;
}

/**
 * Writes a folder that one method is run in. Each window has a file of its own that ends at its cutoff, so that nothing
 * can be seen that lies after it; what is known ahead stands in another.
 */
export function writeJob(
  folder: string,
  set: AccuracySet,
  options: { method: string; threads: number },
): Job {
  mkdirSync(folder, { recursive: true });
  const named = (availability: string) =>
    set.panel.covariates.filter((each) => each.availability === availability).map(({ name }) => name);
  const job: Job = {
    ...options,
    set: set.name,
    frequency: set.panel.frequency.unit,
    horizonSteps: set.horizonSteps,
    seasonLength: set.seasonLength,
    windows: set.cutoffs.length,
    cutoffs: set.cutoffs,
    levels: ASKED_LEVELS,
    knownAhead: named("known_ahead"),
    static: named("static"),
  };
  writeFileSync(join(folder, "job.json"), JSON.stringify(job));
  set.cutoffs.forEach((cutoff, window) => {
    writeFileSync(join(folder, `window-${window}.csv`), pastOf(set.panel, cutoff));
    if (job.knownAhead.length > 0)
      writeFileSync(join(folder, `window-${window}-future.csv`), futureOf(set, cutoff));
  });
  return job;
}

const text = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? "" : String(value));

/** Integer positions as they are; calendar times as timestamps without a zone, in UTC. */
function stamp(panel: Panel, position: number): string {
  const time = panel.times[position] as number;
  return panel.frequency.unit === "int" ? String(time) : new Date(time).toISOString().slice(0, 19);
}

/** `unique_id,ds,y` and covariates of every period from a series' first known value to the cutoff; series are their numbers. */
export function pastOf(panel: Panel, cutoff: number): string {
  const columns = panel.covariates.filter(({ availability }) => availability !== "past_only");
  const lines = [["unique_id", "ds", "y", ...columns.map(({ name }) => name)].join(",")];
  panel.ids.forEach((_, s) => {
    const { values, start } = historyOf(panel, s, cutoff);
    values.forEach((value, i) => {
      const row = rowAt(panel, s, start + i);
      const cells = columns.map(({ availability, kind, categories, values: all }) => {
        const found = availability === "static" ? all[s] : row < 0 ? Number.NaN : all[row];
        return kind === "categorical" && found !== undefined && found >= 0
          ? (categories[found] ?? "")
          : text(found);
      });
      lines.push([s, stamp(panel, start + i), text(value), ...cells].join(","));
    });
  });
  return `${lines.join("\n")}\n`;
}

/** `unique_id,ds` and what is known ahead of every series with a history, for each step of the horizon. */
export function futureOf({ panel, horizonSteps }: AccuracySet, cutoff: number): string {
  const columns = panel.covariates.filter(({ availability }) => availability === "known_ahead");
  const lines = [["unique_id", "ds", ...columns.map(({ name }) => name)].join(",")];
  panel.ids.forEach((_, s) => {
    if (historyOf(panel, s, cutoff).values.length === 0) return;
    for (let h = 1; h <= horizonSteps; h += 1) {
      const row = rowAt(panel, s, cutoff + h);
      const cells = columns.map(({ values }) => (row < 0 ? "" : text(values[row])));
      lines.push([s, stamp(panel, cutoff + h), ...cells].join(","));
    }
  });
  return `${lines.join("\n")}\n`;
}
