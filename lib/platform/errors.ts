/** Every expected failure has one of these codes; the table gives its HTTP status and its words. */
export const ERROR_TABLE = {
  invalid_input: { status: 400, title: "Something in the input is not as expected." },
  data_refused: { status: 422, title: "The data was refused. Nothing was stored." },
  unauthenticated: { status: 401, title: "Sign in first." },
  forbidden: { status: 403, title: "Your role does not allow this." },
  not_found: { status: 404, title: "There is nothing here, or it belongs to another workspace." },
  method_not_allowed: { status: 405, title: "This address does not answer to that method." },
  conflict: { status: 409, title: "Somebody was faster. Look at the newest state and try again." },
  still_running: {
    status: 409,
    title: "The first request under this Idempotency-Key is still at work. Ask again.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "This Idempotency-Key came with another request before. Nothing was done. Use a new one.",
  },
  too_large: { status: 413, title: "That is larger than this place takes." },
  unsupported_type: { status: 415, title: "That type of content is not taken here." },
  rate_limited: { status: 429, title: "Too many attempts. Wait a little and try again." },
  unavailable: { status: 503, title: "The database cannot be reached at the moment. Try again shortly." },
  internal: { status: 500, title: "Something went wrong on our side." },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_TABLE;

export interface ErrorDetails {
  /** Plain words: what happened, where, what is safe, one way out. */
  detail?: string;
  /** Form field path → what is wrong with it. */
  fields?: Record<string, string>;
  /** 1-based row of the file that a message is about, header included. */
  row?: number;
  column?: string;
  retryAfterSeconds?: number;
  /** Each thing that is wrong with a file, as far as they are listed; `problemCount` counts them all. */
  problems?: readonly { row: number | null; column: string | null; message: string }[];
  problemCount?: number;
  /** How many bytes of an upload have arrived: where the next ones belong. */
  offset?: number;
}

/** An expected failure: shown to the person in these words. Anything else is logged with an id and shown generically. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(details.detail ?? ERROR_TABLE[code].title, options);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERROR_TABLE[this.code].status;
  }
}

/** What crosses to a browser or a machine: `application/problem+json` (RFC 9457) with our `code`. */
export interface Problem extends ErrorDetails {
  status: number;
  code: ErrorCode;
  title: string;
  detail: string;
  /** Present on unexpected failures: the id under which it was logged. */
  id?: string;
}

export function toProblem(error: AppError): Problem {
  return {
    ...error.details,
    status: error.status,
    code: error.code,
    title: ERROR_TABLE[error.code].title,
    detail: error.message,
  };
}
