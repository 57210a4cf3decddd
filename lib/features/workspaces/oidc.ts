import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "#lib/platform/env.ts";

/** next-auth's name for the provider; it stands in the address that the provider sends people back to. */
export const OIDC = "oidc";

/** What an OpenID Connect provider says of somebody: claims of the ID token, completed by those of its userinfo. */
export type Claims = Record<string, unknown>;

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** "Sign in with …" */
  name: string;
}

/** The provider that people may sign in with, or null when the environment names none. */
export function oidcSettings(): OidcSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: OIDC_NAME ?? new URL(OIDC_ISSUER).hostname,
  };
}

/** Two ways to write one issuer: with and without the slash at its end. */
export function isSameIssuer(a: string, b: string): boolean {
  return a.replace(/\/$/, "") === b.replace(/\/$/, "");
}

/** The authorization code flow with PKCE, state and nonce; everything else is found at the issuer (discovery). */
export function oidcProvider(settings: OidcSettings): OAuthConfig<Claims> {
  return {
    id: OIDC,
    name: settings.name,
    type: "oauth",
    wellKnown: `${settings.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    checks: ["pkce", "state", "nonce"],
    idToken: true,
    httpOptions: { timeout: 10_000 },
    userinfo: {
      request: async ({ client, tokens }) => {
        // At run time this is the client's own class. It refuses what userinfo says about another subject.
        const set = tokens as unknown as Exclude<Parameters<typeof client.userinfo>[0], string>;
        const claims = set.claims();
        const { userinfo_endpoint } = client.issuer.metadata;
        return merged(claims, userinfo_endpoint && set.access_token ? await client.userinfo(set) : {});
      },
    },
    profile: (claims) => ({ id: String(claims.sub ?? "") }),
  };
}

/**
 * The ID token's word stands; many providers tell the e-mail in their userinfo only. An address and whether it is
 * verified are taken from one place, never one from each.
 */
function merged(claims: Claims, userinfo: Claims): Claims & { sub: string } {
  const { email, email_verified } = claims.email === undefined ? userinfo : claims;
  return { ...userinfo, ...claims, sub: String(claims.sub ?? ""), email, email_verified };
}
