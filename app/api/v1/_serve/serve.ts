import { assertMay, isKeyAlive, type KeyAccess } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { BodyBrokeOff, forMethod, problemResponse } from "#lib/platform/http.ts";
import { explain } from "#lib/platform/log.ts";
import {
  assertNoKeyInQuery,
  assertWithinRate,
  authenticate,
  rateHeaders,
  Unauthenticated,
} from "./authenticate.ts";
import { beginOnce, conclude, idempotencyKeyOf, onceKeyOf, replay } from "./once.ts";
import { isAtProject, type Operation, Reply } from "./operation.ts";
import { readPage } from "./page.ts";
import { isRaw, parseBody, readBody, readParams, readQuery } from "./read.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

interface RouteContext {
  params: Promise<Record<string, string>>;
}
type Handler = (request: Request, context: RouteContext) => Promise<Response>;
type Handlers = Record<(typeof METHODS)[number], Handler>;

/** The route of one path: its operations, and words for every other method. */
export function serve(operations: readonly Operation[]): Handlers {
  return handlersOf(
    new Map(
      operations.map((operation) => [operation.method, (...args) => answer(operation, ...args)] as const),
    ),
  );
}

/** A route that anybody may read. */
export function serveOpen(read: () => Response): Handlers {
  return handlersOf(new Map([["GET", async () => read()]]));
}

function handlersOf(byMethod: ReadonlyMap<string, Handler>): Handlers {
  const handlerOf = (method: string) => byMethod.get(method === "HEAD" ? "GET" : method);
  const allow = METHODS.filter(handlerOf).join(", ");
  const entries = METHODS.map((method) => [
    method,
    handlerOf(method) ?? (async () => notAllowed(method, allow)),
  ]);
  return Object.fromEntries(entries) as Handlers;
}

function notAllowed(method: string, allow: string): Response {
  return failure(
    new AppError("method_not_allowed", {
      detail: `${method} is not answered here. This address takes: ${allow}.`,
    }),
    { allow },
  );
}

/** Whatever was thrown, in words. */
export function failure(error: unknown, headers: Record<string, string> = {}): Response {
  const response = problemResponse(explain(error));
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (error instanceof Unauthenticated) response.headers.set("www-authenticate", error.challenge);
  return response;
}

async function answer(operation: Operation, request: Request, { params }: RouteContext): Promise<Response> {
  let headers: Record<string, string> = {};
  try {
    const { searchParams } = new URL(request.url);
    assertNoKeyInQuery(searchParams);
    const given = await params;
    const access = await authenticate(request, isAtProject(operation) ? projectIdOf(given) : "", new Date());
    headers = rateHeaders(access);
    assertWithinRate(access);
    const response = await answerActor(operation, request, { access, given, searchParams });
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
    return await forMethod(request, response);
  } catch (error) {
    return failure(error, headers);
  }
}

async function answerActor(
  operation: Operation,
  request: Request,
  asked: { access: KeyAccess; given: Record<string, string>; searchParams: URLSearchParams },
): Promise<Response> {
  const actor = isAtProject(operation) ? asked.access.project : asked.access.actor;
  if (!actor)
    throw new AppError("not_found", { detail: "There is no project of this id in the key's workspace." });
  assertMay(actor, operation.right);
  const params = readParams(operation, asked.given);
  const query = readQuery(operation, asked.searchParams);
  const bytes = await readBody(operation, request);
  const isStreamed = isRaw(operation, request);
  const body = isStreamed ? undefined : parseBody(operation, bytes);
  const idempotencyKey = operation.method === "POST" ? idempotencyKeyOf(request) : null;
  const work = async () =>
    toResponse(
      operation,
      await operation.handle({
        // By the path, this is the actor that the operation's type promises.
        actor: actor as never,
        params,
        query,
        body,
        page: readPage(operation.id, query),
        onceKey: onceKeyOf(actor.userId, idempotencyKey),
        mayStillAct: () => isKeyAlive(actor, new Date()),
        request,
      }),
    );
  if (idempotencyKey === null) return work();
  const first = await beginOnce(actor.userId, idempotencyKey, { request, bytes, isStreamed });
  if ("status" in first) return replay(first);
  // Failures of the operation itself are kept too, but for those on our side, and of a line that was cut: whoever sends
  // the same again under its key is then answered for what it sent.
  let isWhole = true;
  const response = await work().catch((error: unknown) => {
    isWhole = !(error instanceof BodyBrokeOff);
    return failure(error);
  });
  return conclude(first, response, { isFinal: isWhole && response.status < 500 });
}

function toResponse(operation: Operation, result: unknown): Response {
  if (result instanceof Response) return result;
  const reply = result instanceof Reply ? result : new Reply(result, {});
  if (!operation.response) throw new Error(`${operation.id} declares no answer of this kind.`);
  // Parsed by its own schema: what was not declared does not leave.
  const value = operation.response.parse(reply.value);
  return Response.json(value, {
    status: reply.options.status ?? operation.status ?? 200,
    headers: { "cache-control": "no-store", ...reply.options.headers },
  });
}

/** Ids in another spelling name nothing. */
function projectIdOf(params: Record<string, string>): string {
  const { id = "" } = params;
  return /^[0-9a-f-]{36}$/.test(id) ? id : "";
}
