import { addressOf, findKeyAccess, KEY_RATE, type KeyAccess } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { takeAttempt } from "#lib/platform/rate-limit.ts";

const FAILURES = { attempts: 60, windowSeconds: 60 } as const;
const KEY_LIKE = /fc_[0-9a-f]{8}_/i;
const KEY_NAMES = new Set([
  "key",
  "api_key",
  "apikey",
  "api-key",
  "token",
  "access_token",
  "authorization",
  "bearer",
]);

/** Answered with 401, with what RFC 6750 has for `WWW-Authenticate`. */
export class Unauthenticated extends AppError {
  readonly challenge: string;

  constructor(detail: string, error?: "invalid_token") {
    super("unauthenticated", { detail });
    this.challenge = `Bearer realm="forecanvas"${error ? `, error="${error}"` : ""}`;
  }
}

/** Refuses a key in the address: addresses are kept in logs and histories, so such a key is given away. */
export function assertNoKeyInQuery(query: URLSearchParams): void {
  for (const [name, value] of query) {
    if (!KEY_NAMES.has(name.toLowerCase()) && !KEY_LIKE.test(value)) continue;
    throw new AppError("invalid_input", {
      detail:
        "A key must not stand in an address, where logs and histories keep it. Revoke this one if it is real, and send the new one as “Authorization: Bearer KEY”.",
    });
  }
}

/**
 * Who the request's key is. `Authorization: Bearer KEY` is the only way in: cookies are not looked at. The project is
 * that of the key's workspace with this id, or null. Throws `Unauthenticated`, or `rate_limited` for an address that
 * failed too often.
 */
export async function authenticate(request: Request, projectId: string, now: Date): Promise<KeyAccess> {
  const header = request.headers.get("authorization");
  if (header === null) {
    throw await failed(request, now, "Send an API key as “Authorization: Bearer KEY”. An owner makes one.");
  }
  // The server joins several headers of this name by a comma, which no key contains.
  if (header.includes(",")) {
    throw new AppError("invalid_input", { detail: "Send the Authorization header once, with one key." });
  }
  const key = /^Bearer +(\S+)$/i.exec(header.trim())?.[1];
  if (key === undefined) {
    throw await failed(request, now, "The Authorization header must read “Bearer KEY”.");
  }
  const access = await findKeyAccess(key, projectId, now);
  if (access) return access;
  throw await failed(
    request,
    now,
    "This key opens nothing: it is wrong, expired or revoked.",
    "invalid_token",
  );
}

async function failed(
  request: Request,
  now: Date,
  detail: string,
  error?: "invalid_token",
): Promise<AppError> {
  const address = addressOf(Object.fromEntries(request.headers));
  const { allowed, retryAfterSeconds } = await takeAttempt(
    { key: `api:address:${address}`, ...FAILURES },
    now,
  );
  if (allowed) return new Unauthenticated(detail, error);
  return new AppError("rate_limited", {
    detail: `Too many requests without a working key came from this address. Try again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  });
}

/** The older of the two common forms, which more clients understand than the IETF draft's single header. */
export function rateHeaders({ rate }: KeyAccess): Record<string, string> {
  return {
    "RateLimit-Limit": String(KEY_RATE.requests),
    "RateLimit-Remaining": String(rate.remaining),
    "RateLimit-Reset": String(rate.resetSeconds),
  };
}

export function assertWithinRate({ rate }: KeyAccess): void {
  if (rate.isWithin) return;
  throw new AppError("rate_limited", {
    detail: `This key may send ${KEY_RATE.requests} requests in ${KEY_RATE.windowSeconds} s. Try again in ${rate.resetSeconds} s.`,
    retryAfterSeconds: rate.resetSeconds,
  });
}
