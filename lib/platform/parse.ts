import type { z } from "zod";
import { AppError } from "./errors.ts";

/** Parses at an edge: the value as the schema gives it, or `invalid_input` with a message a field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const path = issue.path.map(String).join(".") || "input";
    fields[path] ??= issue.message;
  }
  const [path, message] = Object.entries(fields)[0] ?? ["input", "is not as expected"];
  throw new AppError("invalid_input", { detail: `${path}: ${message}`, fields });
}
