import { z } from "zod";
import { lineOfText } from "./people.ts";

/** What the currency select offers; any ISO 4217 code of this list is taken. */
export const CURRENCIES = [
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
  "CZK",
  "JPY",
  "CNY",
  "INR",
  "AUD",
  "CAD",
  "NZD",
  "BRL",
  "MXN",
  "ZAR",
  "TRY",
  "NGN",
] as const;

export const ProjectInputSchema = z.strictObject({
  name: lineOfText("a name for the project", { max: 80 }),
  summary: lineOfText("a summary", { min: 0, max: 280 }).default(""),
  currency: z.enum(CURRENCIES, { error: "Choose a currency of the list." }).default("EUR"),
});

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/;

export function isSlug(text: string): boolean {
  return SLUG.test(text);
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
