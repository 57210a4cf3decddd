import { createHash, randomUUID } from "node:crypto";
import { beginIdempotent, type FirstRequest, type StoredAnswer } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";

/** Of the first answer, these headers are given again with it. */
const KEPT_HEADERS = ["content-type", "location", "etag", "retry-after"];
// What stands for a streamed body, whose bytes cannot be looked at before they are used.
const STREAM_HEADERS = ["content-type", "content-length", "content-digest", "repr-digest"];

/** The `Idempotency-Key` of a POST; null when there is none. */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new AppError("invalid_input", {
      detail:
        "An Idempotency-Key has 1 to 255 visible ASCII characters, without spaces. A UUID is a good one.",
    });
  }
  return key;
}

/**
 * A UUID, the same for the same key of the same sender, so that services make one thing of a request that is repeated
 * after a crash (version 8: made by a rule of our own).
 */
export function onceKeyOf(apiKeyId: string, key: string | null): string {
  if (key === null) return randomUUID();
  const hex = createHash("sha256").update(`${apiKeyId}\n${key}`).digest("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function beginOnce(
  apiKeyId: string,
  key: string,
  asked: { request: Request; bytes: Uint8Array; isStreamed: boolean },
): Promise<FirstRequest | StoredAnswer> {
  const { request, bytes, isStreamed } = asked;
  const { pathname, search } = new URL(request.url);
  const digest = createHash("sha256").update(`${request.method} ${pathname}${search}\n`);
  if (isStreamed) {
    for (const name of STREAM_HEADERS) digest.update(`${name}: ${request.headers.get(name) ?? ""}\n`);
  } else {
    digest.update(bytes);
  }
  return beginIdempotent({ apiKeyId, key, requestDigest: digest.digest("hex") });
}

export function replay({ status, headers, body }: StoredAnswer): Response {
  const isEmpty = status === 204 || status === 304;
  return new Response(isEmpty ? null : body, {
    status,
    headers: { ...headers, "idempotency-replayed": "true" },
  });
}

/**
 * Stores the answer of a first request before it is given, so that none is given that would not be given again; one that
 * is not final is forgotten.
 */
export async function conclude(
  first: FirstRequest,
  response: Response,
  { isFinal }: { isFinal: boolean },
): Promise<Response> {
  if (!isFinal) {
    await first.forget();
    return response;
  }
  const body = await response.clone().text();
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  await first.keep({ status: response.status, headers, body });
  return response;
}
