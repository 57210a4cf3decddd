import type { NextApiRequest, NextApiResponse } from "next";
import type { NextAuthOptions } from "next-auth";
import { env } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { log } from "#lib/platform/log.ts";
import { isHttps, SESSION_SECONDS } from "#lib/platform/session.ts";
import { addressOf } from "./address.ts";
import { admit, userOfIdentity } from "./identities.ts";
import { OIDC, oidcProvider, oidcSettings } from "./oidc.ts";
import { createSession, revokeSession } from "./sessions.ts";
import { checkCredentials } from "./sign-in.ts";

/**
 * next-auth keeps CSRF, cookie and token; the token carries nothing but the id of a Session row, which is checked at
 * every request. A refusal crosses next-auth's redirect as a code, and never as text that a link could make up.
 */
export async function authOptions(request: { userAgent: string }): Promise<NextAuthOptions> {
  // Loaded by requests only: workers import this feature too.
  const { default: Credentials } = await import("next-auth/providers/credentials");
  // It reads its own address from here only.
  process.env.NEXTAUTH_URL ??= env().APP_URL;
  const oidc = oidcSettings();
  return {
    secret: env().APP_SECRET,
    useSecureCookies: isHttps(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: [
      Credentials({
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials, { headers }) {
          const now = new Date();
          const { email, password } = credentials ?? {};
          try {
            const { userId, ...proved } = await checkCredentials(
              { email, password },
              { address: addressOf(headers ?? {}), now },
            );
            return { id: await createSession(userId, now, { ...request, proved }) };
          } catch (error) {
            if (error instanceof AppError) {
              throw new Error(`${error.code}:${error.details.retryAfterSeconds ?? 0}`, { cause: error });
            }
            log("error", "sign-in failed", { error: String(error) });
            throw new Error("internal:0", { cause: error });
          }
        },
      }),
      ...(oidc ? [oidcProvider(oidc)] : []),
    ],
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.provider !== OIDC) return true;
        if (!oidc || !profile) return false;
        const admission = await admit({ ...profile }, oidc.issuer);
        return "userId" in admission || new URL(`/sign-in?error=${admission.refused}`, env().APP_URL).href;
      },
      async jwt({ token, user, account, profile }) {
        if (!user) return { sid: token.sid };
        if (account?.provider !== OIDC || !oidc) return { sid: user.id };
        const userId = await userOfIdentity({ ...profile }, oidc.issuer);
        return { sid: await createSession(userId, new Date(), request) };
      },
      session: ({ session }) => ({ expires: session.expires }),
      // Same-site addresses only; next-auth's default takes paths too, but lets "//host" through as one.
      redirect: ({ url }) => new URL(sameSitePath(url) ?? "/", env().APP_URL).href,
    },
    events: {
      async signOut({ token }) {
        if (typeof token.sid === "string") await revokeSession(token.sid, new Date());
      },
    },
    logger: {
      error: (code, metadata) => log("error", "next-auth", { code, reason: reasonOf(metadata) }),
      warn: () => {},
      debug: () => {},
    },
  };
}

/** What went wrong, for whoever runs the site; neither codes nor tokens stand in these messages. */
function reasonOf(metadata: unknown): string {
  const inner = metadata instanceof Error ? metadata : (metadata as { error?: unknown } | null)?.error;
  return inner instanceof Error ? `${inner.name}: ${inner.message}`.slice(0, 200) : "";
}

/** The path of an address on this site, or null: "//evil", "/\\evil" and foreign origins are refused. */
export function sameSitePath(url: string | null | undefined): string | null {
  if (!url || url.length > 2000) return null;
  const base = new URL(env().APP_URL);
  const parsed = URL.parse(url, base);
  if (!parsed || parsed.origin !== base.origin) return null;
  if (/^[/\\]{2}/.test(parsed.pathname) || parsed.pathname.includes("\\")) return null;
  return parsed.pathname + parsed.search + parsed.hash;
}

export interface AuthCookie {
  name: string;
  value: string;
  expires?: Date;
}

export interface AuthAnswer {
  redirect: string | null;
  cookies: AuthCookie[];
  /** The same as next-auth wrote them, for a route that hands all of them to the browser. */
  setCookies: string[];
}

type AuthAction = "callback" | "signin" | "signout";

interface AuthQuestion {
  action: "csrf" | AuthAction;
  body: Record<string, string>;
  cookies: Record<string, string>;
  headers: Record<string, string>;
}

// Credentials come back to the form that has them; a sign-in begins only at a provider.
const PATHS: Record<AuthQuestion["action"], string[]> = {
  csrf: ["csrf"],
  callback: ["callback", "credentials"],
  signin: ["signin", OIDC],
  signout: ["signout"],
};

/**
 * Asks next-auth in this process what its own endpoint would answer, so that a form needs none of its browser code.
 * The form's own protection is that Next checks the Origin of server actions; next-auth's token is fetched and
 * presented all the same, since it refuses without.
 */
export async function askNextAuth(
  question: Omit<AuthQuestion, "action"> & { action: AuthAction },
): Promise<AuthAnswer> {
  const csrf = await ask({ action: "csrf", body: {}, cookies: {}, headers: question.headers });
  const csrfCookie = csrf.cookies.find((cookie) => cookie.name.endsWith("next-auth.csrf-token"));
  const cookies = csrfCookie
    ? { ...question.cookies, [csrfCookie.name]: csrfCookie.value }
    : question.cookies;
  return ask({ ...question, cookies, body: { ...question.body, csrfToken: csrf.csrfToken ?? "" } });
}

async function ask(question: AuthQuestion): Promise<AuthAnswer & { csrfToken: string | null }> {
  const headers = new Map<string, string | string[]>();
  const answer: AuthAnswer & { csrfToken: string | null } = {
    redirect: null,
    cookies: [],
    setCookies: [],
    csrfToken: null,
  };
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    json: (body: { url?: string }) => {
      answer.redirect = body.url ?? null;
    },
    send: (body: { csrfToken?: string } | undefined) => {
      answer.csrfToken = body?.csrfToken ?? null;
    },
    end: () => {},
  };
  const request = {
    method: question.action === "csrf" ? "GET" : "POST",
    query: { nextauth: PATHS[question.action] },
    body: question.body,
    cookies: question.cookies,
    headers: question.headers,
  };
  const { default: NextAuth } = await import("next-auth");
  await NextAuth(
    request as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    await authOptions({ userAgent: question.headers["user-agent"] ?? "" }),
  );
  const location = headers.get("location");
  if (typeof location === "string") answer.redirect = location;
  answer.setCookies = [headers.get("set-cookie") ?? []].flat();
  answer.cookies = answer.setCookies.map(parseSetCookie);
  return answer;
}

function parseSetCookie(header: string): AuthCookie {
  const [pair = "", ...attributes] = header.split(/;\s*/);
  const at = pair.indexOf("=");
  const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8);
  return {
    name: pair.slice(0, at),
    value: decodeURIComponent(pair.slice(at + 1)),
    ...(expires ? { expires: new Date(expires) } : {}),
  };
}
