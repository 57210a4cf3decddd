import pg from "pg";
import { AppError } from "#lib/platform/errors.ts";

const ROWS_A_FETCH = 2_000;
const STATEMENT_MS = 120_000;
const CONNECT_MS = 10_000;
const WHOLE_MS = 30 * 60_000;
/** As many as a file of Parquet may have. */
const MAX_ROWS = 100_000_000;

export interface Target {
  address: string;
  /** As the person knows it; what a certificate must be for. */
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  tls: "verify" | "require" | "off";
}

export interface QueryLimits {
  maxRows?: number;
  statementMs?: number;
  wholeMs?: number;
  signal?: AbortSignal;
}

/**
 * The rows of one query as CSV, a few thousand at a time: from a read-only transaction that is always rolled back, by a
 * cursor, with a limit on each statement, on all of it, and on rows. One statement only: the extended protocol takes no
 * second one. Values stand as PostgreSQL writes them, numbers with the digits that they have; NULL is the empty field, a
 * boolean 1 or 0, a time with an offset in UTC.
 * @throws AppError `invalid_input` with the database's own words.
 */
export async function* queryRows(
  target: Target,
  sql: string,
  limits: QueryLimits = {},
): AsyncGenerator<Uint8Array> {
  const statementMs = limits.statementMs ?? STATEMENT_MS;
  const maxRows = limits.maxRows ?? MAX_ROWS;
  const end = performance.now() + (limits.wholeMs ?? WHOLE_MS);
  const client = new pg.Client({
    host: target.address,
    port: target.port,
    database: target.database,
    user: target.user,
    password: target.password,
    ssl:
      target.tls === "off" ? false : { rejectUnauthorized: target.tls === "verify", servername: target.host },
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: statementMs + 10_000,
    application_name: "forecanvas source",
    // For whatever begins outside of the transaction below.
    options: "-c default_transaction_read_only=on -c DateStyle=ISO -c TimeZone=UTC -c bytea_output=hex",
    // Texts as they come: a number that went through JavaScript could lose digits.
    types: {
      getTypeParser: () => (text: string | Buffer) => String(text),
    } as unknown as pg.CustomTypesConfig,
  });
  // A line that breaks while nobody waits is met at the next query.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("BEGIN TRANSACTION READ ONLY");
    await client.query(`SET LOCAL statement_timeout = ${statementMs}`);
    await client.query(`SET LOCAL lock_timeout = ${Math.min(10_000, statementMs)}`);
    await client.query({
      text: `DECLARE source NO SCROLL CURSOR WITHOUT HOLD FOR ${sql}`,
      queryMode: "extended",
    } as pg.QueryConfig);
    let rows = 0;
    for (let isFirst = true; ; isFirst = false) {
      limits.signal?.throwIfAborted();
      if (performance.now() > end) throw tooMuch("The query took longer than is allowed in all");
      const result = await client.query<string[]>({
        text: `FETCH FORWARD ${ROWS_A_FETCH} FROM source`,
        rowMode: "array",
      });
      if (isFirst && result.rows.length === 0) {
        throw new AppError("data_refused", { detail: "The query gives no rows. Nothing was stored." });
      }
      const types = result.fields.map((field) => field.dataTypeID);
      const head = isFirst ? record(result.fields.map((field) => field.name)) : "";
      rows += result.rows.length;
      if (rows > maxRows)
        throw tooMuch(`The query gives more than ${maxRows.toLocaleString("en")} rows, more than is taken`);
      const body = result.rows.map((row) => record(row.map((value, i) => plain(value, types[i] ?? 0))));
      yield Buffer.from(head + body.join(""));
      if (result.rows.length < ROWS_A_FETCH) return;
    }
  } catch (error) {
    throw inWords(error, target);
  } finally {
    // Rolls back whatever it was; a server that hangs is not waited for.
    await Promise.race([client.end(), new Promise((resolve) => setTimeout(resolve, 2_000).unref())]).catch(
      () => {},
    );
  }
}

/** Types by their fixed numbers (pg_type): boolean, timestamptz. */
const BOOLEAN = 16;
const TIMESTAMPTZ = 1184;

function plain(value: string | null, type: number): string {
  if (value === null) return "";
  if (type === BOOLEAN) return value === "t" ? "1" : "0";
  // "+00" is UTC, as asked for; the offset in full is what ISO 8601 readers take.
  if (type === TIMESTAMPTZ) return value.replace(/\+00$/, "Z");
  return value;
}

const record = (fields: readonly string[]) => `${fields.map(quoted).join(",")}\n`;
const quoted = (text: string) =>
  /[",;\t|\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const tooMuch = (what: string) =>
  new AppError("too_large", { detail: `${what}. Narrow it, by time for instance.` });

const WORDS: Record<string, string> = {
  "28P01": "The database refuses this user and password.",
  "28000": "The database refuses this user from here.",
  "3D000": "There is no such database on that server.",
  "25006": "The query would change something. Only reading is allowed.",
  "57014": "The query took longer than is allowed for one statement. Narrow it, by time for instance.",
  "42501": "This user may not read that.",
};

function inWords(error: unknown, target: Target): unknown {
  if (error instanceof AppError || (error as Error)?.name === "AbortError") return error;
  const { code = "", message = "" } = error as { code?: string; message?: string };
  // SQLSTATE has five places; what has not is of the line.
  const isOfDatabase = /^[0-9A-Z]{5}$/.test(code);
  const detail = isOfDatabase
    ? `${WORDS[code] ?? "The database says:"} ${message.slice(0, 300)}`
    : `${target.host} does not answer as a PostgreSQL server here (${message.slice(0, 200)}). Check host, port and encryption.`;
  return new AppError("invalid_input", { detail: `${detail} Nothing was stored.` }, { cause: error });
}
