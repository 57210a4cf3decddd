import "server-only";
import type { z } from "zod";
import { env } from "./env.ts";
import { AppError, type Problem } from "./errors.ts";
import { explain } from "./log.ts";
import { parseInput } from "./parse.ts";

export function problemResponse(problem: Problem): Response {
  const headers: Record<string, string> = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  };
  if (problem.retryAfterSeconds) headers["retry-after"] = String(problem.retryAfterSeconds);
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/**
 * The same without its body for a HEAD request. The server would not read such a body, so it is ended here: a stream of
 * events, say, would go on for nobody.
 */
export async function forMethod(request: Request, response: Response): Promise<Response> {
  if (request.method !== "HEAD") return response;
  await response.body?.cancel();
  return new Response(null, response);
}

/** Wraps a route handler: whatever is thrown becomes a problem, never a bare 500. */
export function route<A extends unknown[]>(
  handler: (request: Request, ...args: A) => Promise<Response>,
): (request: Request, ...args: A) => Promise<Response> {
  return async (request, ...args) => {
    try {
      return await forMethod(request, await handler(request, ...args));
    } catch (error) {
      return problemResponse(explain(error));
    }
  };
}

/**
 * Refuses a state-changing request that a foreign site made the browser send. Next checks this for server actions only.
 * A request without an Origin is not from a page; cookies are SameSite=Lax besides.
 */
export function assertSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  if (origin === null) return;
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const isOurs = origin === new URL(env().APP_URL).origin || URL.parse(origin)?.host === host;
  if (!isOurs) throw new AppError("forbidden", { detail: "This request came from another site." });
}

/** Reads a JSON body of at most `maxBytes` and parses it by the schema. A `beacon` may call itself plain text. */
export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
  options: { maxBytes?: number; beacon?: boolean } = {},
): Promise<z.output<S>> {
  assertSameOrigin(request);
  const type = request.headers.get("content-type") ?? "";
  const isText = options.beacon === true && /^text\/plain\s*(;|$)/i.test(type);
  if (!isText && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new AppError("unsupported_type", { detail: "Send JSON, with the content type application/json." });
  }
  const text = await readText(request, options.maxBytes ?? 1_000_000);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("invalid_input", { detail: "The body is not JSON." });
  }
  return parseInput(schema, value);
}

/** Of a body that is too long so much is read to no end: who is still sending hears of a refusal only by a cut line. */
const MOST_DRAINED_BYTES = 32_000_000;

/** Reads a body of at most `maxBytes`; of a longer one nothing is kept, and one that is far too long is cut. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  let chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) chunks = [];
    else chunks.push(value);
    if (size > maxBytes + MOST_DRAINED_BYTES) {
      await reader.cancel();
      break;
    }
  }
  if (size > maxBytes) {
    throw new AppError("too_large", { detail: `This takes at most ${maxBytes.toLocaleString("en")} bytes.` });
  }
  return Buffer.concat(chunks);
}

/** A length that a header declares, in bytes; null without that header. */
export function declaredLength(request: Request, header: string): number | null {
  const text = request.headers.get(header);
  if (text === null) return null;
  const bytes = Number(text);
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    throw new AppError("invalid_input", { detail: "The declared length is not a whole number of bytes." });
  }
  return bytes;
}

/** The sender went away before the end of what it sent: nothing can be said of a request that nobody has whole. */
export class BodyBrokeOff extends AppError {
  constructor(options: ErrorOptions) {
    super("invalid_input", { detail: "The body broke off before its end." }, options);
  }
}

/** A body as it comes, piece by piece; a reader who stops early stops the sender. A line that is cut is no failure of ours. */
export async function* bodyChunks(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new BodyBrokeOff({ cause });
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid_input", { detail: "The body is not UTF-8 text." });
  }
}
