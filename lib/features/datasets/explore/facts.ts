import { z } from "zod";
import type { Panel } from "#lib/forecast/index.ts";
import type { NumberSketch } from "../difference/distribution.ts";
import { ColumnFactsSchema, covariateFacts, targetFacts } from "./column-facts.ts";
import { figuresAt, type SeriesColumns } from "./figures.ts";
import { FINDING_KINDS, findingsOf } from "./findings.ts";
import { SketchSchema, sketchOf } from "./sketch.ts";

const Count = z.int().nonnegative();

/** Of the version before, as it was when this one was profiled. */
const PreviousSchema = z.object({
  versionId: z.string(),
  number: z.int(),
  series: Count,
  /** Series that are in both. */
  kept: Count,
  rows: Count,
  /** How its target was distributed, and how the values of this version are that are later than all of it. */
  target: SketchSchema,
  newer: SketchSchema,
});

/** What the profile says of a version as a whole; small, kept beside the version. */
export const FactsSchema = z.object({
  seasonLength: z.int().positive(),
  target: ColumnFactsSchema,
  targetSketch: SketchSchema,
  covariates: z.array(ColumnFactsSchema),
  /** Series with each finding. */
  findings: z.record(z.enum(FINDING_KINDS), Count),
  seriesWithFindings: Count,
  /** Median over the series that have one; null where none has. */
  medianTrend: z.number().nullable(),
  medianSeason: z.number().nullable(),
  previous: PreviousSchema.nullable(),
});
export type Facts = z.infer<typeof FactsSchema>;

export interface PreviousVersion {
  versionId: string;
  number: number;
  ids: readonly string[];
  rows: number;
  lastKnownTime: number;
  target: NumberSketch;
}

export function factsOf(
  panel: Panel,
  profile: SeriesColumns,
  options: { targetName: string; previous: PreviousVersion | null },
): Facts {
  const findings = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0])) as Facts["findings"];
  let withFindings = 0;
  for (let s = 0; s < profile.ids.length; s += 1) {
    const found = findingsOf(figuresAt(profile.columns, s), profile.seasonLength);
    if (found.length > 0) withFindings += 1;
    for (const kind of found) findings[kind] += 1;
  }
  return {
    seasonLength: profile.seasonLength,
    target: targetFacts(panel, options.targetName),
    targetSketch: sketchOf(panel.values),
    covariates: panel.covariates.map(covariateFacts),
    findings,
    seriesWithFindings: withFindings,
    medianTrend: medianOf(profile.columns.trend),
    medianSeason: medianOf(profile.columns.season),
    previous: options.previous && againstPrevious(panel, options.previous),
  };
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known[Math.floor((known.length - 1) / 2)] ?? null;
}

function againstPrevious(panel: Panel, previous: PreviousVersion): Facts["previous"] {
  const here = new Set(panel.ids);
  const newer: number[] = [];
  for (let s = 0; s < panel.ids.length; s += 1) {
    const [from, to, start] = [panel.offsets[s] ?? 0, panel.offsets[s + 1] ?? 0, panel.starts[s] ?? 0];
    // Times rise: what is newer is at the end.
    for (let row = to - 1; row >= from; row -= 1) {
      if ((panel.times[start + row - from] ?? 0) <= previous.lastKnownTime) break;
      const value = panel.values[row] ?? Number.NaN;
      if (!Number.isNaN(value)) newer.push(value);
    }
  }
  const { versionId, number, rows, target } = previous;
  return {
    ...{ versionId, number, rows, target },
    series: previous.ids.length,
    kept: previous.ids.reduce((count, id) => (here.has(id) ? count + 1 : count), 0),
    newer: sketchOf(Float64Array.from(newer)),
  };
}
