import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { FileNameSchema } from "../input.ts";

const word = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "is missing")
    .max(most, `at most ${most} characters`)
    .refine(isPrintable, NOT_PRINTABLE);

/** `verify` checks the server's certificate, `require` encrypts without that, `off` only for allowed internal hosts. */
export const TLS_MODES = ["verify", "require", "off"] as const;

export const NewConnectionSchema = z.strictObject({
  name: word(80),
  host: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9](?:[a-z0-9.:-]{0,251}[a-z0-9])?$/, "must be a host's name or address, without a port"),
  port: z.int().min(1).max(65_535).default(5432),
  database: word(63),
  user: word(63),
  password: z.string().max(500, "at most 500 characters"),
  tls: z.enum(TLS_MODES).default("verify"),
});
export type NewConnection = z.infer<typeof NewConnectionSchema>;

export const QuerySchema = z.strictObject({
  connectionId: z.uuid(),
  sql: z
    .string()
    .trim()
    .min(1, "write a query")
    .max(20_000, "at most 20,000 characters")
    .refine((text) => !text.includes("\u0000"), "must not hold a NUL"),
  /** What the rows are called as a file. */
  fileName: FileNameSchema.default("query.csv"),
});

const SSL_MODES: Record<string, (typeof TLS_MODES)[number]> = {
  disable: "off",
  require: "require",
  "verify-ca": "verify",
  "verify-full": "verify",
};

/** A connection as libpq writes it, `postgresql://user:password@host:port/database?sslmode=verify-full`, for programs. */
export const ConnectionUrlSchema = z.strictObject({
  name: word(80),
  url: z
    .string()
    .max(2000)
    .refine((text) => wishOf(text) !== null, "must be postgresql://user:password@host:port/database"),
});

/** Null for what is no such address. Without `sslmode` the certificate is checked. */
export function wishOf(text: string): Omit<NewConnection, "name"> | null {
  const url = /^postgres(ql)?:\/\//.test(text) ? URL.parse(text) : null;
  const tls = SSL_MODES[url?.searchParams.get("sslmode") ?? "verify-full"];
  if (!url || !tls) return null;
  try {
    return {
      ...{ host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || 5432), tls },
      database: decodeURIComponent(url.pathname.slice(1)),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  } catch {
    return null;
  }
}
