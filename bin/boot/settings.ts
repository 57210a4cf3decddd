import { providerProblem } from "#lib/platform/env.ts";
import { StartError } from "./say.ts";
import { deriveSecret } from "./secrets.ts";

export type Settings = {
  port: number;
  host: string;
  workers: number;
  /** Where people reach the site. */
  siteUrl: string;
  /** PostgreSQL given from outside, or null: the embedded one. */
  databaseUrl: string | null;
  /** Whether the demo account with its published password may exist and sign in. */
  demo: boolean;
};

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Reads the settings of `npm start` from the environment.
 * @throws StartError naming the variable that is wrong.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const port = readWhole(env.PORT, { name: "PORT", fallback: 3000, from: 1, to: 65_535 });
  const workers = readWhole(env.WORKERS, { name: "WORKERS", fallback: 1, from: 0, to: 64 });
  const host = env.HOST?.trim() || "127.0.0.1";
  const databaseUrl = env.DATABASE_URL?.trim() || null;
  const siteUrl = env.APP_URL?.trim() || env.NEXTAUTH_URL?.trim() || `http://localhost:${port}`;
  if (!URL.canParse(siteUrl)) {
    throw new StartError(
      `APP_URL is not a web address: ${siteUrl}. It should look like https://forecast.example.org.`,
    );
  }
  // A public address on a loopback host is a site behind a reverse proxy.
  const isOwnMachine = LOOPBACK.has(host) && LOOPBACK.has(new URL(siteUrl).hostname.replace(/^\[|\]$/g, ""));
  const demo = env.DEMO === "1" || (env.DEMO !== "0" && databaseUrl === null && isOwnMachine);
  if (env.APP_SECRET !== undefined && env.APP_SECRET.trim().length < 16) {
    throw new StartError(
      "APP_SECRET is too short: it needs at least 16 characters. Make one with openssl rand -base64 32.",
    );
  }
  const provider = providerProblem(env);
  if (provider !== null) {
    throw new StartError(`The identity provider is not set up: ${provider}. Leave all of them out for none.`);
  }
  return { port, host, workers, siteUrl, databaseUrl, demo };
}

function readWhole(
  text: string | undefined,
  options: { name: string; fallback: number; from: number; to: number },
): number {
  if (text === undefined || text.trim() === "") return options.fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= options.from && value <= options.to) return value;
  throw new StartError(
    `${options.name} must be a whole number from ${options.from} to ${options.to}, and it is "${text}".`,
  );
}

/** The environment of the web and worker processes. */
export function childEnv(
  settings: Settings,
  { databaseUrl, appSecret }: { databaseUrl: string; appSecret: string },
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    APP_SECRET: appSecret,
    APP_URL: settings.siteUrl,
    NEXTAUTH_URL: settings.siteUrl,
    NEXTAUTH_SECRET: deriveSecret(appSecret, "next-auth"),
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(settings.port),
    HOSTNAME: settings.host,
    DEMO: settings.demo ? "1" : "0",
  };
}
