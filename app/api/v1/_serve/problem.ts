import { z } from "zod";
import { ERROR_TABLE, type ErrorCode } from "#lib/platform/errors.ts";

const CODES = Object.keys(ERROR_TABLE) as [ErrorCode, ...ErrorCode[]];

/** What every failure is answered with, by RFC 9457 with a `code` for programs. */
export const ProblemSchema = z
  .object({
    status: z.int(),
    code: z.enum(CODES).meta({ description: "For programs. The words may change, a code does not." }),
    title: z.string(),
    detail: z.string().meta({ description: "What happened, where, what is safe, and one way out." }),
    fields: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: "What is wrong, by the path of the field." }),
    row: z.int().optional().meta({ description: "Row of the file that is meant, from 1, header included." }),
    column: z.string().optional(),
    problems: z
      .array(z.object({ row: z.int().nullable(), column: z.string().nullable(), message: z.string() }))
      .optional()
      .meta({ description: "Of data that were refused, the first things that are wrong." }),
    problemCount: z.int().optional().meta({ description: "How many there are in all." }),
    offset: z.int().optional().meta({ description: "How many bytes of an upload are there." }),
    retryAfterSeconds: z.int().optional(),
    id: z.string().optional().meta({ description: "Under which an unexpected failure was logged." }),
  })
  .meta({ id: "Problem", description: "What went wrong, by RFC 9457." });

/** A failure as it is answered without a closer reason. */
export function exampleProblem(code: ErrorCode): z.input<typeof ProblemSchema> {
  const { status, title } = ERROR_TABLE[code];
  return { status, code, title, detail: title };
}
