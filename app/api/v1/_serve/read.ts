import { z } from "zod";
import { AppError } from "#lib/platform/errors.ts";
import { readBytes } from "#lib/platform/http.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { isStorable, parseStrictJson } from "./json.ts";
import type { Operation } from "./operation.ts";

const DEFAULT_MAX_BYTES = 1_000_000;
const JSON_TYPE = "application/json";
const NOTHING = z.strictObject({});

function maxBytesOf(operation: Operation): number {
  return operation.maxBytes ?? DEFAULT_MAX_BYTES;
}

/** The path's parameters. One that cannot name anything names nothing. */
export function readParams(operation: Operation, params: Record<string, string>): unknown {
  if (!operation.params) return undefined;
  const named = Object.fromEntries(Object.keys(operation.params.shape).map((name) => [name, params[name]]));
  const isText = Object.values(named).every((text) => text !== undefined && isStorable(text));
  const result = isText ? operation.params.safeParse(named) : null;
  if (!result?.success) throw new AppError("not_found");
  return result.data;
}

export function readQuery(operation: Operation, query: URLSearchParams): unknown {
  const entries = new Map<string, string>();
  for (const [name, value] of query) {
    if (entries.has(name)) {
      throw new AppError("invalid_input", { detail: `“${name}” stands twice in the address.` });
    }
    if (!isStorable(name) || !isStorable(value)) {
      throw new AppError("invalid_input", {
        detail: "There is a character in the address that cannot be read.",
      });
    }
    entries.set(name, value);
  }
  const parsed = parseInput(operation.query ?? NOTHING, Object.fromEntries(entries));
  return operation.query ? parsed : undefined;
}

/** Whether the body is a file, to be streamed: where an operation takes JSON too, the content type says which came. */
export function isRaw(operation: Operation, request: Request): boolean {
  return operation.rawBody !== undefined && !(operation.body && typeOf(request) === JSON_TYPE);
}

/** A JSON body as bytes, of the right type and size; empty for an operation that takes none. Nothing is parsed yet. */
export async function readBody(operation: Operation, request: Request): Promise<Uint8Array> {
  if (operation.rawBody && isRaw(operation, request)) {
    assertType(request, [...operation.rawBody.types, ...(operation.body ? [JSON_TYPE] : [])]);
    return new Uint8Array();
  }
  if (operation.body) assertType(request, [JSON_TYPE]);
  const bytes = await readBytes(request, maxBytesOf(operation));
  if (!operation.body && bytes.byteLength > 0 && !isEmptyObject(bytes)) {
    throw new AppError("invalid_input", { detail: "This operation takes no body." });
  }
  return bytes;
}

export function parseBody(operation: Operation, bytes: Uint8Array): unknown {
  return operation.body ? parseInput(operation.body, parseStrictJson(bytes)) : undefined;
}

/** Many clients send `{}` with every POST. */
function isEmptyObject(bytes: Uint8Array): boolean {
  return bytes.byteLength < 64 && /^\s*\{\s*\}\s*$/.test(Buffer.from(bytes).toString("latin1"));
}

function typeOf(request: Request): string {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  return type.trim().toLowerCase();
}

function assertType(request: Request, types: readonly string[]): void {
  if (types.includes(typeOf(request))) return;
  throw new AppError("unsupported_type", {
    detail: `Send the body with the content type ${types.join(" or ")}.`,
  });
}
