import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { Problem } from "./errors.ts";
import { explain } from "./log.ts";

/** What a server action gives back: a value, or words to show beside the form. It never throws at a form. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export async function runAction<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, problem: explain(error) };
  }
}
