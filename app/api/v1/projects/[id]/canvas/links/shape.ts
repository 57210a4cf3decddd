import { z } from "zod";
import type { CanvasLinkRow } from "#lib/features/canvas/server.ts";
import { EXAMPLE } from "../../../../_serve/example-ids.ts";

export const LinkSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    openedAt: z.iso.datetime().nullable().meta({ description: "When somebody last opened it." }),
  })
  .meta({ id: "CanvasLink" });

export function toLink(row: CanvasLinkRow): z.input<typeof LinkSchema> {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    ...row,
    createdAt: iso(row.createdAt),
    expiresAt: iso(row.expiresAt),
    openedAt: row.openedAt === null ? null : iso(row.openedAt),
  };
}

export const EXAMPLE_LINK = {
  id: EXAMPLE.canvasLink,
  label: "Steering committee",
  createdBy: "Mia Owner",
  createdAt: "2026-11-26T09:00:00.000Z",
  expiresAt: "2026-12-26T09:00:00.000Z",
  openedAt: null,
};
