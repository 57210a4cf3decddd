import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import Provider, { type Adapter, type AdapterPayload, type Configuration, type JWK } from "oidc-provider";
import { PROVIDER_ACCOUNTS, PROVIDER_NAME } from "./provider-accounts.ts";

/** What the product needs to know of it, as its environment. */
export interface IdentityProvider {
  env: Record<"OIDC_ISSUER" | "OIDC_CLIENT_ID" | "OIDC_CLIENT_SECRET" | "OIDC_NAME", string>;
  stop: () => Promise<void>;
}

/**
 * A real OpenID Connect provider on a port of its own, for the product at `siteUrl`. Its sign-in page is a list of
 * buttons, and one that refuses. While `/outage?on=1` was the last such request, it answers nothing but 503.
 *
 * On 127.0.0.1 rather than localhost: cookies know no ports, and the product's are localhost's.
 */
export async function startIdentityProvider(options: { siteUrl: string }): Promise<IdentityProvider> {
  const client = { id: "forecanvas-tests", secret: "a client secret of the tests only" };
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end();
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The provider has no port.");
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider = new Provider(issuer, configuration(client, options.siteUrl));
  // Each sign-in has what the client asked for: there is nobody to be asked for consent.
  const answer = provider.callback();
  let isOut = false;
  handle = (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/outage") {
      isOut = url.searchParams.get("on") === "1";
      response.end();
    } else if (isOut) {
      response.writeHead(503).end();
    } else if (url.pathname.startsWith("/interaction/")) {
      void interact(provider, { request, response, url });
    } else {
      answer(request, response);
    }
  };
  return {
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      OIDC_NAME: PROVIDER_NAME,
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configuration(client: { id: string; secret: string }, siteUrl: string): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "tests" } as JWK;
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${siteUrl}/api/auth/callback/oidc`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    adapter: Memory,
    jwks: { keys: [key] },
    cookies: { keys: ["a cookie key of the tests only"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, subject) => {
      const account = PROVIDER_ACCOUNTS[subject as keyof typeof PROVIDER_ACCOUNTS];
      return account && { accountId: subject, claims: () => ({ sub: subject, ...account }) };
    },
    loadExistingGrant: async (context) => {
      const { client: asking, session, provider } = context.oidc;
      if (!asking || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  };
}

/** What the provider remembers of one kind, for as long as it runs; nothing of a test run lives long enough to expire. */
class Memory implements Adapter {
  private readonly rows = new Map<string, AdapterPayload>();

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.rows.set(id, payload);
  }
  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.rows.get(id);
  }
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...this.rows.values()].find((row) => row.uid === uid);
  }
  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return [...this.rows.values()].find((row) => row.userCode === userCode);
  }
  async consume(id: string): Promise<void> {
    const row = this.rows.get(id);
    if (row) row.consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id: string): Promise<void> {
    this.rows.delete(id);
  }
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, row] of this.rows) if (row.grantId === grantId) this.rows.delete(id);
  }
}

/** The provider's sign-in page, and its answer once a button was pressed. */
async function interact(
  provider: Provider,
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
): Promise<void> {
  await provider.interactionDetails(request, response);
  const subject = url.searchParams.get("as");
  if (subject === "nobody") {
    await provider.interactionFinished(request, response, { error: "access_denied" });
  } else if (subject) {
    await provider.interactionFinished(request, response, { login: { accountId: subject, remember: false } });
  } else {
    const links = Object.entries(PROVIDER_ACCOUNTS).map(
      ([id, account]) => `<li><a href="${url.pathname}?as=${id}">${account.name}</a></li>`,
    );
    response.setHeader("content-type", "text/html");
    response.end(
      `<!doctype html><title>Test provider</title><h1>Who are you?</h1><ul>${links.join("")}</ul><a href="${url.pathname}?as=nobody">Refuse</a>`,
    );
  }
}
