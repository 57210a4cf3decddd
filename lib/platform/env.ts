import { z } from "zod";

const EnvSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgresql://"),
  APP_SECRET: z.string().min(16, "must have at least 16 characters"),
  /** Where people reach the site; decides cookies and redirects. */
  APP_URL: z.url().default("http://localhost:3000"),
});

export type Env = z.infer<typeof EnvSchema>;

let parsed: Env | undefined;

/** The process's settings, parsed once. Throws one sentence that names each wrong variable. */
export function env(): Env {
  if (parsed) return parsed;
  const result = EnvSchema.safeParse(process.env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Error(`The environment is not complete: ${problems.join("; ")}.`);
  }
  parsed = result.data;
  return parsed;
}
