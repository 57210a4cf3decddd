import { z } from "zod";
import type { Actor } from "#lib/features/workspaces/index.ts";
import type { ProjectRow } from "#lib/features/workspaces/server.ts";
import { EXAMPLE } from "../_serve/example-ids.ts";

export const ProjectSchema = z
  .object({
    id: z.uuid(),
    slug: z.string().meta({ description: "Its part of the page's address." }),
    name: z.string(),
    summary: z.string(),
    currency: z.string().meta({ description: "ISO 4217. All money of the project is in it." }),
    createdAt: z.iso.datetime(),
    page: z.string().meta({ description: "Path of its page on this site, for people." }),
  })
  .meta({ id: "Project" });

export function toProject(actor: Actor, row: ProjectRow): z.input<typeof ProjectSchema> {
  return {
    ...row,
    createdAt: new Date(row.createdAt).toISOString(),
    page: `/w/${actor.workspaceSlug}/p/${row.slug}`,
  };
}

export const EXAMPLE_PROJECT = {
  id: EXAMPLE.project,
  slug: EXAMPLE.projectSlug,
  name: "Pasta demand",
  summary: "How many units of each of 118 pasta items to order, daily, 28 days ahead.",
  currency: "EUR" as const,
  createdAt: "2026-11-24T08:30:00.000Z",
  page: `/w/demo/p/${EXAMPLE.projectSlug}`,
};
