import "server-only";
import { env } from "./env.ts";

export const SESSION_SECONDS = 30 * 24 * 60 * 60;

export function isHttps(): boolean {
  return env().APP_URL.startsWith("https://");
}

/** next-auth's own name for the cookie that carries the token. */
function sessionCookieName(): string {
  return `${isHttps() ? "__Secure-" : ""}next-auth.session-token`;
}

/** The id of a Session row as the token of this request carries it; null without a token or with one not ours. */
export type SessionReader = () => Promise<string | null>;

// Next and next-auth are loaded where a request needs them: workers import this room too, and plain Node has no Next.
const readFromCookie: SessionReader = async () => {
  const { cookies } = await import("next/headers");
  const token = (await cookies()).get(sessionCookieName())?.value;
  return token ? sessionIdOf(token) : null;
};

// Opening a token derives a key and decrypts, at each request the same. Whether the session still stands is not
// remembered: the database says that.
const opened = new Map<string, { sid: string; endsAt: number }>();
const MOST_OPENED = 1_000;

export async function sessionIdOf(token: string): Promise<string | null> {
  const known = opened.get(token);
  if (known && known.endsAt > Date.now()) return known.sid;
  const { decode } = await import("next-auth/jwt");
  try {
    const payload = await decode({ token, secret: env().APP_SECRET });
    if (typeof payload?.sid !== "string") return null;
    opened.set(token, { sid: payload.sid, endsAt: Number(payload.exp ?? 0) * 1000 });
    const [oldest] = opened.keys();
    if (opened.size > MOST_OPENED && oldest !== undefined) opened.delete(oldest);
    return payload.sid;
  } catch {
    return null;
  }
}

let reader: SessionReader = readFromCookie;

export function readSessionId(): Promise<string | null> {
  return reader();
}

/** Tests put a reader here; without an argument the cookie is read again. */
export function setSessionReader(replacement?: SessionReader): void {
  reader = replacement ?? readFromCookie;
}
