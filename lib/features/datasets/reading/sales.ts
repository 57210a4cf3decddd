import { inferFrequency } from "#lib/forecast/index.ts";
import { rowsOf } from "#lib/platform/parquet/duck.ts";
import type { ColumnRole } from "../recipe.ts";
import { parseTime, type TimeFormat } from "../times.ts";
import { textOf } from "./expressions.ts";
import type { MeasuredColumn } from "./facts.ts";
import type { RawTable } from "./table.ts";

const LOOKED_AT = 200_000;
/** So few repeats are mistakes to be named one by one. */
const REPEATS_SHARE = 0.005;

/** What speaks for rows that are single sales rather than values of periods; null when nothing does. */
export async function salesSign(
  raw: RawTable,
  roles: readonly ColumnRole[],
  time: { format: TimeFormat | null; texts: readonly string[] },
): Promise<{ repeats: number; rows: number } | null> {
  const at = roles.indexOf("time");
  const target = roles.indexOf("target");
  if (at < 0 || target < 0 || time.format === "integer") return null;
  const key = [...roles.flatMap((role, i) => (role === "series" ? [i] : [])), at].map(textOf).join(", ");
  const [row] = await rowsOf(
    raw.connection,
    `SELECT count(*) AS n, count(DISTINCT (${key})) AS different FROM (SELECT * FROM raw LIMIT ${LOOKED_AT})`,
  );
  const rows = Number(row?.n);
  const repeats = rows - Number(row?.different);
  if (repeats > rows * REPEATS_SHARE && repeats >= 3) return { repeats, rows };
  return isIrregular(time) ? { repeats, rows } : null;
}

/** Times to the minute that no rhythm explains: each is the moment of a sale. */
function isIrregular({ format, texts }: { format: TimeFormat | null; texts: readonly string[] }): boolean {
  if (format === null || texts.length < 20) return false;
  const times = Float64Array.from(texts, (text) => parseTime(text, format) ?? Number.NaN);
  const found = inferFrequency(times.filter(Number.isFinite));
  return found === null || found.gaps > 3 * times.length;
}

/** Of single sales only what has a meaning for a period stays: a price, a promotion. */
export function rolesOfSales(roles: readonly ColumnRole[], columns: readonly MeasuredColumn[]): ColumnRole[] {
  return roles.map((role, i) =>
    role === "covariate" && !/price|promo|discount|rebate/i.test(columns[i]?.name ?? "") ? "ignore" : role,
  );
}
