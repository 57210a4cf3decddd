import { AppError } from "#lib/platform/errors.ts";
import { type Limit, takeAttempt } from "#lib/platform/rate-limit.ts";

const QUARTER_HOUR = 15 * 60;
const HOUR = 60 * 60;

export const signInsPerAccount = (email: string): Limit => ({
  key: `sign-in:account:${email}`,
  attempts: 10,
  windowSeconds: QUARTER_HOUR,
});
export const signInsPerAddress = (address: string): Limit => ({
  key: `sign-in:address:${address}`,
  attempts: 50,
  windowSeconds: QUARTER_HOUR,
});
/** Ways to the identity provider: each asks it where its pages are. An office behind one address has many people. */
export const providerSignInsPerAddress = (address: string): Limit => ({
  key: `sign-in:provider:${address}`,
  attempts: 300,
  windowSeconds: QUARTER_HOUR,
});
/** Accounts that nobody was invited to: each costs a slow hash. */
export const signUpsPerAddress = (address: string): Limit => ({
  key: `sign-up:address:${address}`,
  attempts: 20,
  windowSeconds: HOUR,
});
/**
 * Uses of one link, each of which costs a slow hash. Not by address: a whole office may join on one morning, and
 * without a link that is open nothing is hashed.
 */
export const usesPerLink = (linkId: string): Limit => ({
  key: `link:${linkId}`,
  attempts: 30,
  windowSeconds: HOUR,
});
/** Links that an owner makes: of either kind, over all of their workspaces. */
export const linksPerPerson = (userId: string): Limit => ({
  key: `links:person:${userId}`,
  attempts: 60,
  windowSeconds: HOUR,
});
/** API keys that an owner makes: each may ask as often as the others. */
export const keysPerPerson = (userId: string): Limit => ({
  key: `keys:person:${userId}`,
  attempts: 60,
  windowSeconds: HOUR,
});
export const workspacesPerPerson = (userId: string): Limit => ({
  key: `workspaces:person:${userId}`,
  attempts: 10,
  windowSeconds: HOUR,
});

/** Counts an attempt. Throws `rate_limited`, with the time to wait in words. */
export async function takeOrRefuse(limit: Limit, now: Date): Promise<void> {
  const attempt = await takeAttempt(limit, now);
  if (attempt.allowed) return;
  throw new AppError("rate_limited", {
    detail: tooManyAttempts(attempt.retryAfterSeconds),
    retryAfterSeconds: attempt.retryAfterSeconds,
  });
}

export function tooManyAttempts(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `Too many attempts. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}
