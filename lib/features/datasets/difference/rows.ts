import { type DuckDBConnection, literal, rowsOf } from "#lib/platform/parquet/duck.ts";
import type { Difference } from "./schema.ts";

const LARGEST_LISTED = 100;
const SERIES_LISTED = 50;
const PERIODS_LISTED = 120;
/** Rows of a series that are looked at together first. */
const STEPS_A_BLOCK = 64;

export interface Side {
  /** Parquet files that the other side does not have. */
  files: readonly string[];
  /** Where each covariate that is compared stands: `x0`, say. */
  covariates: readonly string[];
  firstTime: number;
  lastTime: number;
}

export interface RowsFound {
  same: number;
  changed: number;
  added: Difference["rows"]["added"];
  removed: Difference["rows"]["removed"];
  history: Difference["history"];
  /** Rows of both in which covariate i has another value. */
  covariates: number[];
}

/**
 * Compares rows by series and time. First by blocks of some 64 periods of a series, of which only count and a sum (exclusive
 * or) of 64-bit hashes are kept; rows of blocks that differ are joined then, so that memory and time go with what changed.
 * Two different blocks with equal hashes, one in 2^64, would be taken as equal.
 */
export async function compareRows(
  connection: DuckDBConnection,
  input: { from: Side; to: Side; stepSize: number; newIds: readonly string[]; goneIds: readonly string[] },
): Promise<RowsFound> {
  const { from, to } = input;
  const names = from.covariates.map((_, i) => `c${i}`);
  await connection.run(`CREATE VIEW f AS ${rowsSql(from)}`);
  await connection.run(`CREATE VIEW t AS ${rowsSql(to)}`);
  const block = Math.max(1, Math.round(input.stepSize * STEPS_A_BLOCK));
  for (const side of ["f", "t"]) {
    await connection.run(
      `CREATE TABLE blocks_${side} AS SELECT unique_id, ds // ${block} AS block, count(*) AS n,
         bit_xor(hash(ds, ${["y", ...names].join(", ")})) AS h FROM ${side} GROUP BY 1, 2`,
    );
  }
  await connection.run(
    `CREATE TABLE differing AS SELECT unique_id, block FROM blocks_f FULL JOIN blocks_t USING (unique_id, block)
     WHERE blocks_f.h IS DISTINCT FROM blocks_t.h OR blocks_f.n IS DISTINCT FROM blocks_t.n`,
  );
  const [equal] = await rowsOf(
    connection,
    `SELECT coalesce(sum(blocks_f.n), 0) AS n FROM blocks_f JOIN blocks_t USING (unique_id, block)
     WHERE blocks_f.h = blocks_t.h AND blocks_f.n = blocks_t.n`,
  );
  for (const side of ["f", "t"]) {
    await connection.run(
      `CREATE TABLE rows_${side} AS SELECT ${side}.* FROM ${side} JOIN differing
       ON differing.unique_id = ${side}.unique_id AND differing.block = ${side}.ds // ${block}`,
    );
  }
  const isOther = (name: string) => `a.${name} IS DISTINCT FROM b.${name}`;
  const others = ["y", ...names].map(isOther);
  const joined = "rows_f a JOIN rows_t b ON a.unique_id = b.unique_id AND a.ds = b.ds";
  await connection.run(
    `CREATE TABLE changed AS SELECT a.unique_id, a.ds, a.y AS fy, b.y AS ty
     FROM ${joined} WHERE ${others[0]}`,
  );
  const counts = [
    "count(*) AS both",
    `count_if(${others.join(" OR ")}) AS other`,
    ...names.map((name) => `count_if(${isOther(name)}) AS ${name}`),
  ];
  const [found] = await rowsOf(connection, `SELECT ${counts.join(", ")} FROM ${joined}`);
  await listNames(connection, "new_ids", input.newIds);
  await listNames(connection, "gone_ids", input.goneIds);
  const added = await onlyIn(connection, "rows_t", "rows_f", "new_ids", `r.ds > ${from.lastTime}`);
  const removed = await onlyIn(connection, "rows_f", "rows_t", "gone_ids", `r.ds < ${to.firstTime}`);
  return {
    same: Number(equal?.n) + Number(found?.both) - Number(found?.other),
    changed: Number(found?.other),
    added: { ofNewSeries: added.ofSeries, later: added.outside, inHistory: added.inHistory },
    removed: { ofGoneSeries: removed.ofSeries, earlier: removed.outside, inHistory: removed.inHistory },
    history: await historyOf(connection),
    covariates: names.map((name) => Number(found?.[name])),
  };
}

function rowsSql(side: Side): string {
  const columns = side.covariates.map((column, i) => `${column} AS c${i}`);
  const list = ["unique_id", "CAST(ds AS BIGINT) AS ds", "y", ...columns].join(", ");
  if (side.files.length > 0)
    return `SELECT ${list} FROM read_parquet([${side.files.map(literal).join(", ")}])`;
  const empty = side.covariates.map((_, i) => `NULL AS c${i}`);
  return `SELECT CAST(NULL AS VARCHAR) AS unique_id, CAST(NULL AS BIGINT) AS ds, CAST(NULL AS DOUBLE) AS y
    ${empty.map((sql) => `, ${sql}`).join("")} WHERE false`;
}

async function listNames(
  connection: DuckDBConnection,
  table: string,
  names: readonly string[],
): Promise<void> {
  await connection.run(`CREATE TABLE ${table} (unique_id VARCHAR)`);
  for (let from = 0; from < names.length; from += 5_000) {
    const values = names.slice(from, from + 5_000).map((name) => `(${literal(name)})`);
    await connection.run(`INSERT INTO ${table} VALUES ${values.join(", ")}`);
  }
}

async function onlyIn(
  connection: DuckDBConnection,
  table: string,
  other: string,
  series: string,
  outside: string,
): Promise<{ ofSeries: number; outside: number; inHistory: number }> {
  const [row] = await rowsOf(
    connection,
    `SELECT count(*) AS n, count_if(s.unique_id IS NOT NULL) AS of_series,
       count_if(s.unique_id IS NULL AND ${outside}) AS outside
     FROM ${table} r ANTI JOIN ${other} o ON o.unique_id = r.unique_id AND o.ds = r.ds
     LEFT JOIN ${series} s ON s.unique_id = r.unique_id`,
  );
  const [ofSeries, beyond] = [Number(row?.of_series), Number(row?.outside)];
  return { ofSeries, outside: beyond, inHistory: Number(row?.n) - ofSeries - beyond };
}

async function historyOf(connection: DuckDBConnection): Promise<Difference["history"]> {
  const sums = "coalesce(sum(ty - fy), 0) AS amount, coalesce(sum(abs(ty - fy)), 0) AS absolute";
  const [all] = await rowsOf(
    connection,
    `SELECT count(*) AS n, count(DISTINCT unique_id) AS series, count(DISTINCT ds) AS periods, ${sums}, min(ds) AS first, max(ds) - min(ds) AS span,
       count_if(fy IS NULL) AS known, count_if(ty IS NULL) AS unknown FROM changed`,
  );
  const largest = await rowsOf(
    connection,
    `SELECT unique_id, ds, fy, ty FROM changed ORDER BY abs(ty - fy) DESC NULLS LAST, unique_id, ds LIMIT ${LARGEST_LISTED}`,
  );
  const bySeries = await rowsOf(
    connection,
    `SELECT unique_id, count(*) AS n, ${sums}, min(ds) AS first, max(ds) AS last FROM changed GROUP BY unique_id
     ORDER BY absolute DESC, n DESC, unique_id LIMIT ${SERIES_LISTED}`,
  );
  // Past as many as a picture shows, neighbours are added up, so that none is left out.
  const width = Number(all?.periods) > PERIODS_LISTED ? (Number(all?.span) + 1) / PERIODS_LISTED : 0;
  const stretch = width > 0 ? `CAST(floor((ds - ${Number(all?.first)}) / ${width}) AS BIGINT)` : "ds";
  const byPeriod = await rowsOf(
    connection,
    `SELECT min(ds) AS ds, count(*) AS n, ${sums} FROM changed GROUP BY ${stretch} ORDER BY 1`,
  );
  const orNull = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return {
    values: Number(all?.n),
    series: Number(all?.series),
    periods: Number(all?.periods),
    amount: Number(all?.amount),
    absolute: Number(all?.absolute),
    becameKnown: Number(all?.known),
    becameUnknown: Number(all?.unknown),
    largest: largest.map((row) => ({
      series: String(row.unique_id),
      time: Number(row.ds),
      from: orNull(row.fy),
      to: orNull(row.ty),
    })),
    bySeries: bySeries.map((row) => ({
      series: String(row.unique_id),
      values: Number(row.n),
      amount: Number(row.amount),
      absolute: Number(row.absolute),
      firstTime: Number(row.first),
      lastTime: Number(row.last),
    })),
    byPeriod: byPeriod.map((row) => ({
      time: Number(row.ds),
      values: Number(row.n),
      amount: Number(row.amount),
      absolute: Number(row.absolute),
    })),
  };
}
