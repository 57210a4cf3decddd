import { afterEach, beforeEach, expect, it, vi } from "vitest";

const PROVIDER = {
  OIDC_ISSUER: "https://id.example.com",
  OIDC_CLIENT_ID: "forecanvas",
  OIDC_CLIENT_SECRET: "a client secret",
};

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "postgresql://localhost/x");
  vi.stubEnv("APP_SECRET", "a secret for this test only");
});
afterEach(() => vi.unstubAllEnvs());

/** The settings as a new process reads them. */
async function read(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { env } = await import("./env.ts");
  return env();
}

it("an identity provider is all of three variables, with a name if one is given", async () => {
  expect(await read({ ...PROVIDER, OIDC_NAME: "Acme" })).toMatchObject({ ...PROVIDER, OIDC_NAME: "Acme" });
});

it("none of them, or empty ones, is no provider", async () => {
  const settings = await read({ OIDC_ISSUER: "", OIDC_CLIENT_ID: "", OIDC_CLIENT_SECRET: "", OIDC_NAME: "" });
  expect(settings.OIDC_ISSUER).toBeUndefined();
  expect(settings.OIDC_NAME).toBeUndefined();
});

it.each([
  ["no secret", { ...PROVIDER, OIDC_CLIENT_SECRET: "" }, /OIDC_CLIENT_SECRET must be set too/],
  [
    "only a secret",
    { OIDC_CLIENT_SECRET: "x" },
    /OIDC_ISSUER must be set too.*OIDC_CLIENT_ID must be set too/,
  ],
  [
    "plain http elsewhere",
    { ...PROVIDER, OIDC_ISSUER: "http://id.example.com" },
    /OIDC_ISSUER must be an https/,
  ],
  ["no address", { ...PROVIDER, OIDC_ISSUER: "id.example.com" }, /OIDC_ISSUER must be an https/],
  ["a query", { ...PROVIDER, OIDC_ISSUER: "https://id.example.com/?a=1" }, /OIDC_ISSUER must be an https/],
])("%s stops the start, naming the variable", async (_what, variables, words) => {
  await expect(read(variables)).rejects.toThrow(words);
});

it("plain http is for a provider on this machine", async () => {
  const issuer = "http://127.0.0.1:4000";
  expect((await read({ ...PROVIDER, OIDC_ISSUER: issuer })).OIDC_ISSUER).toBe(issuer);
});
