import { createHash, randomBytes } from "node:crypto";

/** 256 bits: nobody finds one by trying, so a fast hash is enough to keep it by. */
const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export interface MadeToken {
  /** What stands in the link: shown this once. */
  token: string;
  /** What the database keeps. */
  tokenHash: string;
}

export function makeToken(): MadeToken {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, tokenHash: hashOfToken(token) };
}

/** Takes anything: a link's last part comes from whoever typed it. Null for what cannot be a token. */
export function tokenHashOf(text: unknown): string | null {
  return typeof text === "string" && TOKEN.test(text) ? hashOfToken(text) : null;
}

function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
