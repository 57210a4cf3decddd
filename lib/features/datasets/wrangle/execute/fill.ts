import type { z } from "zod";
import { seasonLengthOf } from "#lib/forecast/index.ts";
import { gridOf, makePeriods, placeSql } from "../grid.ts";
import type { FillStep } from "../steps/fill.ts";
import { covariateOf, DoesNotFit, numberFrom, numericAt, replaceRows, type Work } from "../work.ts";

export async function runFill(work: Work, step: z.output<typeof FillStep>): Promise<number> {
  const at = numericAt(work, step.column);
  if (step.column !== null && covariateOf(work, step.column).availability === "static")
    throw new DoesNotFit(`“${step.column}” is constant for a series and has no gaps.`);
  if (step.method === "leave") return 0;
  const grid = await gridOf(work);
  const season = step.season ?? seasonLengthOf(grid.frequency);
  if (step.method === "seasonal" && season < 2)
    throw new DoesNotFit("Data of this frequency have no usual season. Give its length in periods.");
  await makePeriods(work, grid);
  try {
    const others = work.covariates.map((column) => column.at).filter((name) => name !== at);
    // A series' constants hold in the rows that are added, too.
    const constants = work.covariates.filter(({ availability }) => availability === "static");
    await work.connection.run(`
      CREATE TABLE cells AS
      WITH placed AS (SELECT *, ${placeSql(grid)} AS pos FROM rows),
        ends AS (SELECT max(pos) AS pos FROM placed WHERE ${at} IS NOT NULL),
        spans AS (SELECT series, min(pos) FILTER (${at} IS NOT NULL) AS first, max(pos) FILTER (${at} IS NOT NULL) AS last FROM placed GROUP BY series),
        wanted AS (
          SELECT spans.series, periods.pos, periods.ds FROM spans JOIN periods ON periods.pos >= spans.first
            AND periods.pos <= ${step.until === "own_end" ? "spans.last" : "(SELECT pos FROM ends)"}
          ${step.closed === "leave" ? "WHERE NOT periods.is_empty" : ""})
      SELECT coalesce(placed.series, wanted.series) AS series, coalesce(placed.pos, wanted.pos) AS pos,
        coalesce(placed.ds, wanted.ds) AS ds, wanted.pos IS NOT NULL AS inside, placed.pos IS NULL AS added,
        ${["y", "today", ...work.covariates.map((column) => column.at)].map((name) => `placed.${name}`).join(", ")}
      FROM wanted FULL JOIN placed ON placed.series = wanted.series AND placed.pos = wanted.pos`);
    // Looking back and ahead is dear, so each method looks only where it needs to.
    const back = "(PARTITION BY series ORDER BY pos)";
    const ahead = "(PARTITION BY series ORDER BY pos ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)";
    const place = `CASE WHEN ${at} IS NOT NULL THEN pos END`;
    const ofSeason = `PARTITION BY series, pos % ${season} ORDER BY pos`;
    const looks: string[] = {
      zero: [],
      forward: [`last_value(${at} IGNORE NULLS) OVER ${back} AS v0`],
      interpolate: [
        `last_value(${at} IGNORE NULLS) OVER ${back} AS v0, last_value(${place} IGNORE NULLS) OVER ${back} AS p0`,
        `first_value(${at} IGNORE NULLS) OVER ${ahead} AS v1, first_value(${place} IGNORE NULLS) OVER ${ahead} AS p1`,
      ],
      seasonal: [
        `last_value(${at} IGNORE NULLS) OVER (${ofSeason}) AS s0`,
        `first_value(${at} IGNORE NULLS) OVER (${ofSeason} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS s1`,
      ],
    }[step.method];
    const isLimited = step.longest !== null;
    if (isLimited) looks.push(`count(${at}) OVER ${back} AS island`);
    const runs = isLimited
      ? `(SELECT *, count(*) FILTER (inside AND ${at} IS NULL) OVER (PARTITION BY series, island) AS run FROM known)`
      : "known";
    await work.connection.run(`
      CREATE TABLE filled AS WITH known AS (SELECT ${["*", ...looks].join(", ")} FROM cells)
      SELECT *, CASE WHEN ${at} IS NULL AND inside ${isLimited ? `AND run <= ${step.longest}` : ""}
        THEN ${filledSql(step.method)} ELSE ${at} END AS v FROM ${runs}`);
    const changed = await numberFrom(work, `SELECT count_if(v IS NOT NULL AND ${at} IS NULL) FROM filled`);
    const kept = [...(at === "y" ? [] : ["y"]), "today", ...others].map((name) =>
      constants.some((column) => column.at === name)
        ? `coalesce(${name}, max(${name}) OVER (PARTITION BY series)) AS ${name}`
        : name,
    );
    const order = [`v AS ${at}`, ...kept];
    // A row that was added and stays unknown would say no more than its absence.
    await replaceRows(
      work,
      `SELECT series, ds, ${order.join(", ")} FROM filled WHERE NOT (added AND v IS NULL)`,
    );
    return changed;
  } finally {
    for (const table of ["periods", "cells", "filled"])
      await work.connection.run(`DROP TABLE IF EXISTS ${table}`);
  }
}

function filledSql(method: z.output<typeof FillStep>["method"]): string {
  switch (method) {
    case "zero":
      return "0.0";
    case "forward":
      return "v0";
    case "interpolate":
      return "v0 + (v1 - v0) * (pos - p0) / (p1 - p0)";
    case "seasonal":
      return "coalesce(s0, s1)";
    case "leave":
      return "NULL";
  }
}
