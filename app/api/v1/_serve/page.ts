import { z } from "zod";
import { AppError } from "#lib/platform/errors.ts";
import { wholeNumber } from "./parameters.ts";

const DEFAULT_LIMIT = 50;
const MOST = 100;

const PAGE_PARAMETERS = {
  limit: wholeNumber({ min: 1, max: MOST })
    .optional()
    .meta({ description: `How many to answer with, 1 to ${MOST}; ${DEFAULT_LIMIT} when absent.` }),
  cursor: z
    .string()
    .max(500)
    .optional()
    .meta({ description: "The `nextCursor` of the page before. Opaque: neither make nor change one." }),
};

/** The query of a list: `limit` and `cursor`, and what else the list reads. */
export function pageQuery<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject({ ...PAGE_PARAMETERS, ...shape });
}

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: "Send it as `cursor` for the next page. Null on the last one." }),
  });
}

export interface Page {
  limit: number;
  /** Where the last page ended, in the list's own order; null on the first. A cursor that is not ours is `invalid_input`. */
  after: <K extends z.ZodType>(key: K) => z.output<K> | null;
  /** The answer, of `limit + 1` rows at most: one row more than fits says that there is another page. */
  of: <Row, Item>(
    rows: readonly Row[],
    make: { key: (row: Row) => unknown; item: (row: Row) => Item },
  ) => { items: Item[]; nextCursor: string | null };
}

/** The page that the query asks for. A cursor names its list, so that one of another list is refused. */
export function readPage(list: string, query: unknown): Page {
  const { limit = DEFAULT_LIMIT, cursor } = (query ?? {}) as { limit?: number; cursor?: string };
  return {
    limit,
    after: (key) => {
      if (cursor === undefined) return null;
      const result = key.safeParse(open(list, cursor));
      if (!result.success) throw unknownCursor();
      return result.data;
    },
    of: (rows, { key, item }) => {
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(item),
        nextCursor:
          last === undefined ? null : Buffer.from(JSON.stringify([list, key(last)])).toString("base64url"),
      };
    },
  };
}

function open(list: string, cursor: string): unknown {
  try {
    const bytes = Buffer.from(cursor, "base64url");
    // Buffer reads past what is not base64url; only what it would write itself is a cursor.
    if (bytes.toString("base64url") !== cursor) throw unknownCursor();
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value) || value.length !== 2 || value[0] !== list) throw unknownCursor();
    return value[1];
  } catch {
    throw unknownCursor();
  }
}

function unknownCursor(): AppError {
  const detail = "This cursor is not one of this list. Begin again without a cursor.";
  return new AppError("invalid_input", { detail, fields: { cursor: detail } });
}
