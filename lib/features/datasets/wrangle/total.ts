import { columnAt, replaceRows, type Work } from "./work.ts";

export interface TotalOptions {
  aggregation: "sum" | "mean" | "maximum" | "minimum";
  unknowns: "missing" | "known_only";
  /** Whether the rows of the members stay. */
  keeps: boolean;
}

const AGGREGATES = { sum: "sum", mean: "avg", maximum: "max", minimum: "min" } as const;

/**
 * Adds series that are totals of others, by a table `members(series, target)`; `target` is a number that `ids` has. With
 * `unknowns: missing` a total is not known at a time at which a member between its first and last row has no value. A
 * covariate's number becomes the members' mean, a category stays where all members have the same one.
 */
export async function addTotals(work: Work, options: TotalOptions): Promise<void> {
  const { connection } = work;
  const covariates = work.covariates.map(({ at, kind }) =>
    kind === "numeric"
      ? `avg(rows.${at}) AS ${at}`
      : `CASE WHEN count(DISTINCT rows.${at}) = 1 THEN any_value(rows.${at}) END AS ${at}`,
  );
  const fields = ["y", "today", ...work.covariates.map(({ name }) => columnAt(work, name))];
  await connection.run(`
    CREATE TABLE totals AS
    WITH spans AS (SELECT series, min(ds) AS first, max(ds) AS last FROM rows WHERE y IS NOT NULL GROUP BY series),
      edges AS (
        SELECT target, first AS ds, 1 AS step FROM spans JOIN members USING (series)
        UNION ALL SELECT target, last + 1, -1 FROM spans JOIN members USING (series)),
      changes AS (SELECT target, ds, sum(sum(step)) OVER (PARTITION BY target ORDER BY ds) AS n FROM edges GROUP BY target, ds),
      sums AS (
        SELECT target, ds, ${AGGREGATES[options.aggregation]}(y) AS y, count(y) AS known, sum(today) AS today
          ${covariates.map((sql) => `, ${sql}`).join("")}
        FROM rows JOIN members USING (series) GROUP BY target, ds)
    SELECT sums.target AS series, sums.ds, CASE WHEN ${options.unknowns === "missing" ? "known >= coalesce(n, 0)" : "true"} THEN y END AS y,
      ${fields.slice(1).join(", ")}
    FROM sums ASOF LEFT JOIN changes ON changes.target = sums.target AND changes.ds <= sums.ds`);
  const list = ["series", "ds", ...fields].join(", ");
  const old = options.keeps ? "rows" : "rows WHERE series NOT IN (SELECT series FROM members)";
  await replaceRows(work, `SELECT ${list} FROM ${old} UNION ALL SELECT ${list} FROM totals`);
  await connection.run("DROP TABLE totals");
  await connection.run("DROP TABLE members");
}
