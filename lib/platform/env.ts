import { z } from "zod";

/** A variable that is set to nothing counts as not set: that is how compose files leave one out. */
const optional = (schema: z.ZodType<string, string>) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** An OpenID Connect provider that people may sign in with: all three or none. */
const ProviderSchema = z
  .object({
    OIDC_ISSUER: optional(
      z.string().refine(isSafeIssuer, "must be an https address (http only on this machine)"),
    ),
    OIDC_CLIENT_ID: optional(z.string()),
    OIDC_CLIENT_SECRET: optional(z.string()),
    /** What the button says: "Sign in with …". */
    OIDC_NAME: optional(z.string().max(40, "must have at most 40 characters")),
  })
  .superRefine((value, context) => {
    const names = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;
    const absent = names.filter((name) => value[name] === undefined);
    if (absent.length === names.length) return;
    for (const name of absent) {
      context.addIssue({
        code: "custom",
        path: [name],
        message: "must be set too: a provider needs all three",
      });
    }
  });

const EnvSchema = z
  .object({
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgresql://"),
    APP_SECRET: z.string().min(16, "must have at least 16 characters"),
    /** Where people reach the site; decides cookies and redirects. */
    APP_URL: z.url().default("http://localhost:3000"),
    /** Hosts within, with commas, that data may be queried from; all others must be on the public internet. */
    INTERNAL_DATABASE_HOSTS: optional(z.string().max(2000)),
  })
  .and(ProviderSchema);

function isSafeIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.search || url.hash || url.username) return false;
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && isHere);
}

export type Env = z.infer<typeof EnvSchema>;

let parsed: Env | undefined;

/** The process's settings, parsed once. Throws one sentence that names each wrong variable. */
export function env(): Env {
  if (parsed) return parsed;
  const result = EnvSchema.safeParse(process.env);
  if (!result.success) throw new Error(`The environment is not complete: ${problemsOf(result.error)}.`);
  parsed = result.data;
  return parsed;
}

/** What is wrong with the provider's variables, for a start that can still be refused; null when nothing is. */
export function providerProblem(variables: Readonly<Record<string, string | undefined>>): string | null {
  const result = ProviderSchema.safeParse(variables);
  return result.success ? null : problemsOf(result.error);
}

function problemsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ");
}
