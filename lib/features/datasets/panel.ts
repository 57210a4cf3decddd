import { buildPanel, type LongCovariate, type Panel, parseFrequency } from "#lib/forecast/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { type Columns, collectColumns } from "#lib/platform/parquet/columns.ts";
import { literal, rowsOf, withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import { type Manifest, ManifestSchema } from "./manifest.ts";
import type { Profile } from "./profile.ts";
import { ProfileSchema } from "./profile-schema.ts";
import { deletedVersion } from "./retention/gone.ts";
import { fetchParts, partsSql } from "./wrangle/parts.ts";

/** Versions never change, so a panel once read stays right. Few are kept: each may have millions of values. */
const KEPT = 3;
const cache = new Map<string, Promise<Panel>>();

/**
 * A version as the engine takes it: typed arrays on a regular grid.
 * @throws AppError `not_found` when this workspace has no such version.
 */
export async function loadPanel(input: { workspaceId: string; versionId: string }): Promise<Panel> {
  const row = await db().datasetVersion.findFirst({
    where: { id: input.versionId, workspaceId: input.workspaceId },
    select: {
      ...{ manifest: true, profile: true, number: true, deletedAt: true, deletedReason: true },
      dataset: { select: { name: true } },
    },
  });
  if (!row) throw new AppError("not_found");
  if (row.deletedAt) throw deletedVersion({ ...row, name: row.dataset.name, reason: row.deletedReason });
  const key = `${input.workspaceId}:${input.versionId}`;
  let panel = cache.get(key);
  // Put last, so that the first is the one that was not asked for the longest.
  cache.delete(key);
  panel ??= readPanel({
    workspaceId: input.workspaceId,
    manifest: ManifestSchema.parse(row.manifest),
    profile: ProfileSchema.parse(row.profile),
  });
  cache.set(key, panel);
  panel.catch(() => cache.delete(key));
  for (const old of cache.keys()) {
    if (cache.size <= KEPT) break;
    cache.delete(old);
  }
  return panel;
}

interface Source {
  workspaceId: string;
  manifest: Manifest;
  /** Says which columns the parts have: steps of the recipe may have added some. */
  profile: Profile;
}

function readPanel(source: Source): Promise<Panel> {
  return withFolder(async (folder) => {
    const files = await fetchParts({ ...source, folder, parts: source.manifest.parts });
    const many = files.length > 1;
    return withDuckDb({ folder }, async (connection) => {
      const parts = many ? "parts" : `read_parquet(${literal(files[0] as string)})`;
      if (many) await connection.run(`CREATE VIEW parts AS ${partsSql(files)}`);
      const rows = source.manifest.parts.reduce((sum, part) => sum + part.rows, 0);
      // Parts count their series from 0 each; the names bring them together.
      await connection.run(`
        CREATE TABLE ids AS SELECT unique_id, CAST(row_number() OVER (ORDER BY first) - 1 AS INTEGER) AS s
        FROM (SELECT unique_id, min(${many ? "place" : "series"}) AS first FROM ${parts} GROUP BY unique_id)`);
      const [count] = await rowsOf(connection, "SELECT count(*) AS n FROM ids");
      const names = await collectColumns(
        await connection.stream("SELECT unique_id FROM ids ORDER BY s"),
        Number(count?.n),
      );
      const covariates = source.profile.covariates;
      const categories = await Promise.all(
        covariates.map(async (column, i) => {
          if (column.kind === "numeric") return null;
          const found = await rowsOf(
            connection,
            `SELECT DISTINCT x${i} AS text FROM ${parts} WHERE x${i} IS NOT NULL ORDER BY 1`,
          );
          return found.map((row) => String(row.text));
        }),
      );
      const hasToday = source.profile.todayForecasts !== null;
      const fields = [
        many ? "ids.s" : "series AS s",
        // Milliseconds are exact in a double, and doubles are read whole rather than one by one.
        "CAST(ds AS DOUBLE) AS ds",
        "y",
        ...(hasToday ? ["today"] : []),
        ...covariates.map((column, i) =>
          column.kind === "numeric" ? `x${i}` : codeSql(categories[i] ?? [], i),
        ),
      ];
      const from = many ? `${parts} JOIN ids USING (unique_id)` : parts;
      const columns = await collectColumns(
        await connection.stream(`SELECT ${fields.join(", ")} FROM ${from}`),
        rows,
      );
      return buildPanel({
        ids: names.unique_id as string[],
        seriesOfRow: columns.s as Int32Array,
        times: columns.ds as Float64Array,
        values: columns.y as Float64Array,
        frequency: parseFrequency(source.profile.frequency),
        todayForecast: hasToday ? (columns.today as Float64Array) : null,
        covariates: covariates.map((column, i) => longCovariate(column, columns, categories[i] ?? [], i)),
      });
    });
  });
}

/** SQL for the index of a text among its categories. */
function codeSql(categories: readonly string[], i: number): string {
  if (categories.length === 0) return `CAST(NULL AS DOUBLE) AS x${i}`;
  return `CAST(enum_code(CAST(x${i} AS ENUM (${categories.map(literal).join(", ")}))) AS DOUBLE) AS x${i}`;
}

function longCovariate(
  column: { name: string; availability: LongCovariate["availability"]; kind: LongCovariate["kind"] },
  columns: Columns,
  categories: readonly string[],
  i: number,
): LongCovariate {
  const { name, availability, kind } = column;
  return { name, availability, kind, categories, values: columns[`x${i}`] as Float64Array };
}
