import { z } from "zod";

/** Where a page of the feed ends. Entries of one moment: those of the audit come before claims, by id the later first. */
export interface Place {
  at: number;
  id: string;
}

const CURSOR = /^(\d{1,15})_((?:claim:)?[0-9a-f-]{36})$/;

/** An address may hold anything: what is no cursor begins at the newest. */
export const ActivityQuerySchema = z.object({
  before: z
    .string()
    .regex(CURSOR)
    .transform((text): Place => {
      const [, at = "0", id = ""] = CURSOR.exec(text) ?? [];
      return { at: Number(at), id };
    })
    .optional()
    .catch(undefined),
});

export function cursorOf({ at, id }: Place): string {
  return `${at}_${id}`;
}

export const isTurn = (id: string): boolean => id.startsWith("claim:");

/** The newest first. */
export function byAge(a: Place, b: Place): number {
  if (a.at !== b.at) return b.at - a.at;
  if (isTurn(a.id) !== isTurn(b.id)) return isTurn(a.id) ? 1 : -1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}

export function isAfter(entry: Place, place: Place | undefined): boolean {
  return place === undefined || byAge(place, entry) < 0;
}
