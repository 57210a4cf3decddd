/**
 * One operation of the REST interface: everything about it in one place. The route, the OpenAPI document, the reference
 * page and the tests are all made from it.
 *
 * To add one:
 * 1. Put it into the `operations.ts` of its folder, which is its path: `/projects/{id}/runs/{run}` stands in
 *    `app/api/v1/projects/[id]/runs/[run]/`. Below `/projects/{id}` the handler gets a `ProjectActor`, elsewhere an
 *    `Actor`; key, rate, tenant and right have been checked by then. Answer by calling the service that the page calls.
 * 2. `route.ts` beside it is one line, the same everywhere, so that other methods answer 405 in our words:
 *    `export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(operations);`
 * 3. Add the list to `app/api/v1/operations.ts`. A route, a method or a list that is missing there fails the tests.
 * 4. Write ids of the `EXAMPLE` table into the example: the contract test puts those of a real project in their place
 *    and sends it. What must exist before that is made in `_serve/testing/world.ts`.
 *
 * Schemas: bodies, queries and parameters strict (`z.strictObject`), answers `z.object`: fields that the answer's schema
 * does not name are not sent. `.meta({ id: "Run", description })` gives a schema its name in the document. Times are ISO
 * strings. Queries and parameters arrive as text: `wholeNumber({ min, max })` reads numbers.
 *
 * Lists: `query: pageQuery({ … })`, `response: pageOf(Item)`, and read `limit + 1` rows after `page.after(KeySchema)`,
 * ordered by that key; `page.of(rows, { key, item })` makes the answer.
 */
import type { z } from "zod";
import type { Actor, ProjectActor, Right } from "#lib/features/workspaces/index.ts";
import type { ErrorCode } from "#lib/platform/errors.ts";
import type { Page } from "./page.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export const TAGS = {
  Projects: "One project is one forecasting use case.",
  Plan: "The canvas and the opportunities that the project was chosen from.",
  Money: "What a better forecast is worth.",
  Data: "Files become immutable dataset versions.",
  Runs: "Models are trained and judged on folds that they have not seen.",
  Models: "One leaderboard over all runs of a project.",
  Decisions: "What was decided, by whom, on which evidence. Kept for ever.",
} as const;

type ActorAt<Path extends string> = Path extends `/projects/{id}${string}` ? ProjectActor : Actor;
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler gets. */
export interface Context<Path extends string, Params, Query, Body> {
  actor: ActorAt<Path>;
  params: Output<Params>;
  query: Output<Query>;
  body: Output<Body>;
  page: Page;
  /** The same UUID for the same `Idempotency-Key` of the same API key, else a fresh one: services take it as `clientKey`. */
  onceKey: string;
  /** For a stream: whether the key still opens the workspace. */
  mayStillAct: () => Promise<boolean>;
  request: Request;
}

/** A body that is no JSON: read `request.body` as a stream, and count what arrives. */
export interface RawBody {
  types: readonly string[];
  description: string;
  /** As curl would send it: a file, or text. */
  example: string;
}

/** An answer that is no JSON (a file, an event stream), or has no body at all. */
export interface OtherAnswer {
  description: string;
  /** Media type → an example of it. Empty for an answer without a body. */
  content: Record<string, string>;
}

export interface Example<Body, Answer> {
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Body;
  answer?: Answer;
}

interface Definition<Path extends string, Params, Query, Body, Answer> {
  /** In camel case, the verb first: `listRuns`. */
  id: string;
  method: Method;
  path: Path;
  tag: keyof typeof TAGS;
  /** A few words in the imperative, without a full stop. */
  summary: string;
  description?: string;
  right: Right;
  /** The path's parameters but the project's `id`. One that does not fit is answered by 404. */
  params?: Params;
  query?: Query;
  body?: Body;
  rawBody?: RawBody;
  /** Largest body in bytes; 1,000,000 unless said. */
  maxBytes?: number;
  /** Headers that the operation reads beside those of all operations. */
  requestHeaders?: Record<string, { description: string; required?: boolean; schema: z.ZodType<string> }>;
  /** Of the answer that `response` describes; 200 unless said. */
  status?: number;
  /** What the answer's body is, as JSON. */
  response?: Answer;
  responseDescription?: string;
  /** Further statuses that the same body comes with, such as 200 when what was asked for is there already. */
  otherStatuses?: Record<number, string>;
  /** Headers of the successful answer, such as `Location`. */
  responseHeaders?: Record<string, string>;
  /** Answers by other statuses, or in other formats; given as a `Response` by the handler. */
  otherAnswers?: Record<number, OtherAnswer>;
  /** Failures beyond those that all operations have in common. */
  errors?: readonly ErrorCode[];
  example: Example<
    Body extends z.ZodType ? z.input<Body> : never,
    Answer extends z.ZodType ? z.input<Answer> : never
  >;
  /** The answer's value, a `Reply` to set status or headers, or a `Response` for one of the other answers. */
  handle: (
    context: Context<Path, Params, Query, Body>,
  ) => Promise<(Answer extends z.ZodType ? z.input<Answer> | Reply<z.input<Answer>> : never) | Response>;
}

/** A value with another status or with headers. */
export class Reply<T> {
  readonly value: T;
  readonly options: { status?: number; headers?: Record<string, string> };

  constructor(value: T, options: { status?: number; headers?: Record<string, string> }) {
    this.value = value;
    this.options = options;
  }
}

/** What the machinery knows of an operation: the same without the types that tie its parts together. */
export interface Operation
  extends Omit<
    Definition<string, z.ZodType, z.ZodType, z.ZodType, z.ZodType>,
    "handle" | "example" | "params" | "query"
  > {
  params?: z.ZodObject;
  query?: z.ZodObject;
  example: Example<unknown, unknown>;
  handle: (context: Context<string, z.ZodType, z.ZodType, z.ZodType>) => Promise<unknown>;
}

export function defineOperation<
  const Path extends string,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | undefined = undefined,
>(definition: Definition<Path, Params, Query, Body, Answer>): Operation {
  // Whoever calls it has parsed each part by the very schema that gives the part its type.
  return definition as unknown as Operation;
}

export function isAtProject(operation: Pick<Operation, "path">): boolean {
  return operation.path === "/projects/{id}" || operation.path.startsWith("/projects/{id}/");
}
