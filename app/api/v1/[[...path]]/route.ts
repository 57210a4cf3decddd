import { AppError } from "#lib/platform/errors.ts";
import { failure } from "../_serve/serve.ts";

const nothing = async (): Promise<Response> =>
  failure(
    new AppError("not_found", {
      detail: "There is nothing at this address. /api/v1/openapi.json lists all that there is.",
    }),
  );

/** Whatever under /api/v1 is no operation, in the words of the interface rather than as a page. */
export const GET = nothing;
export const HEAD = nothing;
export const POST = nothing;
export const PUT = nothing;
export const PATCH = nothing;
export const DELETE = nothing;
export const OPTIONS = nothing;
