import type { Problem } from "./errors.ts";

/** The named text fields of a posted form; an absent one, or a file in its place, reads as "". */
export function formText<K extends string>(form: FormData, names: readonly K[]): Record<K, string> {
  const entries = names.map((name) => {
    const value = form.get(name);
    return [name, typeof value === "string" ? value : ""] as const;
  });
  return Object.fromEntries(entries) as Record<K, string>;
}

/** What a form shows after it was refused: what was typed, and each message at its field, or above when it has none. */
export function formStateOf(problem: Problem, values: Record<string, string>) {
  const fields = problem.fields ?? {};
  const isAtFields = Object.keys(fields).some((name) => name in values);
  return { message: isAtFields ? "" : problem.detail, fields, values, done: null };
}
