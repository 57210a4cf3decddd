import pg from "pg";
import { StartError } from "./say.ts";

const OLDEST = 14;
const NEWEST_TRIED = 18;

/** `host:port` of a database URL for messages: never the password. */
function place(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || "localhost"}:${port || "5432"}${pathname}`;
}

/** What is wrong with a DATABASE_URL, as one sentence, or null. */
export function checkDatabaseUrl(url: string): string | null {
  const hint = "It should look like postgresql://user:password@host:5432/database";
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return `DATABASE_URL is not a valid address. ${hint}; characters such as @ or / in the password are written %40 and %2F.`;
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    return `DATABASE_URL begins with ${parsed.protocol}//, but Forecanvas needs PostgreSQL. ${hint}.`;
  }
  if (parsed.pathname.length < 2) return `DATABASE_URL names no database. ${hint}.`;
  return null;
}

/** What a server's version number (`server_version_num`, 180004 for 18.4) means for us, or null when it will do. */
export function checkServerVersion(versionNumber: number): string | null {
  const major = Math.floor(versionNumber / 10_000);
  if (major >= OLDEST) return null;
  return `The database is PostgreSQL ${major}, which is too old: Forecanvas needs ${OLDEST} to ${NEWEST_TRIED}. Upgrade it, or unset DATABASE_URL to use the one that ships with Forecanvas.`;
}

/** One sentence with a way out for a failed connection or statement. */
export function explainDatabaseError(error: unknown, url: string): string {
  const { code, message = String(error) } = error as { code?: string; message?: string };
  const where = place(url);
  const out = "or unset DATABASE_URL to use the one that ships with Forecanvas";
  switch (code) {
    case "ECONNREFUSED":
      return `The database at ${where} refuses connections: nothing listens there. Start it, correct DATABASE_URL, ${out}.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The database host of ${where} is not known. Correct DATABASE_URL, ${out}.`;
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `The database at ${where} cannot be reached over the network. Check the address and the firewall, ${out}.`;
    case "28P01":
    case "28000":
      return `The database at ${where} refuses this user or password. Correct DATABASE_URL, ${out}.`;
    case "3D000":
      return `There is no such database at ${where}. Create it (createdb), correct DATABASE_URL, ${out}.`;
    case "42501":
      return `The database user may not create tables at ${where} (${message}). Grant it: GRANT ALL ON DATABASE and GRANT ALL ON SCHEMA public to that user, or use the database's owner.`;
    case "53100":
      return `The disk of the database at ${where} is full. Free some space and try again; nothing that was saved is lost.`;
    case "53300":
      return `The database at ${where} has no connection to spare. Raise its max_connections, or end other programs that use it.`;
    case "57P03":
      return `The database at ${where} is still starting or shutting down. Try again in a moment.`;
    case "25006":
      return `The database at ${where} is read-only (a standby?). Point DATABASE_URL at the primary.`;
  }
  if (/terminated unexpectedly/i.test(message) || code === "ECONNRESET") {
    return `What listens at ${where} hung up before it answered as PostgreSQL does. Check the address and port, ${out}.`;
  }
  if (/timeout/i.test(message)) {
    return `The database at ${where} did not answer in time. Check the address and the firewall, ${out}.`;
  }
  if (/SSL|certificate/i.test(message)) {
    return `The encrypted connection to the database at ${where} failed (${message}). Set sslmode in DATABASE_URL to what the server expects.`;
  }
  return `The database at ${where} cannot be used: ${message}. Correct DATABASE_URL, ${out}.`;
}

/**
 * Connects once to see that the database is there, new enough and writable.
 * @throws StartError with one plain sentence.
 */
export async function checkDatabase(url: string): Promise<void> {
  const wrong = checkDatabaseUrl(url);
  if (wrong) throw new StartError(wrong);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; readonly: boolean }>(
      "select current_setting('server_version_num') as version, pg_is_in_recovery() as readonly",
    );
    const tooOld = checkServerVersion(Number(rows[0]?.version));
    if (tooOld) throw new StartError(tooOld);
    if (rows[0]?.readonly) throw new StartError(explainDatabaseError({ code: "25006" }, url));
  } catch (error) {
    if (error instanceof StartError) throw error;
    // Node reports every address tried; the first one tells enough.
    const cause = error instanceof AggregateError ? error.errors[0] : error;
    throw new StartError(explainDatabaseError(cause, url));
  } finally {
    await client.end().catch(() => {});
  }
}
