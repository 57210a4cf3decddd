import { randomBytes, randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** Argon2id (the library's default kind) at OWASP's first recommendation: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits. With no stored hash (an unknown e-mail) a decoy is checked instead, so that the time
 * taken does not tell who has an account.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(24).toString("hex"));
  const isRight = await verify(stored ?? (await decoy), password).catch(() => false);
  return stored !== null && isRight;
}

// Without 0/O, 1/l/I: it is read aloud and typed.
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** Four groups of four of 32 signs: 80 bits. Shown once to the owner who makes an account. */
export function makeInitialPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
