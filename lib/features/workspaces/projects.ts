import { z } from "zod";
import { CURRENCIES } from "./currencies.ts";
import { lineOfText } from "./people.ts";

export const ProjectInputSchema = z.strictObject({
  name: lineOfText("a name for the project", { max: 80 }),
  summary: lineOfText("a summary", { min: 0, max: 280 }).default(""),
  currency: z.enum(CURRENCIES, { error: "Choose a currency of the list." }).default("EUR"),
});

/** Some of its fields; those that are left out stay as they are. */
export const ProjectChangesSchema = z
  .strictObject({
    name: lineOfText("a name for the project", { max: 80 }),
    summary: lineOfText("a summary", { min: 0, max: 280 }),
    currency: z.enum(CURRENCIES, { error: "Choose a currency of the list." }),
  })
  .partial();

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/;

/** Takes anything: a server action's address comes from the browser. */
export function isSlug(text: unknown): boolean {
  return typeof text === "string" && SLUG.test(text);
}

/** The part of an address that names something: "Crème brûlée, 2 %" → "creme-brulee-2". Never empty. */
export function slugFrom(name: string, fallback: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return slug || fallback;
}
