import { notFound } from "next/navigation";
import { getRun, type RunView } from "#lib/features/runs/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { AppError } from "#lib/platform/errors.ts";

/** The run that a page's address names, or the "not found" page. */
export async function pageRun(actor: ProjectActor, number: string): Promise<RunView> {
  try {
    return await getRun(actor, /^\d{1,9}$/.test(number) ? Number(number) : Number.NaN);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
