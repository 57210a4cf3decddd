import { ModelFilterSchema, ModelKeySchema } from "#lib/features/models/server.ts";

type Key = ReturnType<typeof ModelKeySchema.parse>;
type Filter = ReturnType<typeof ModelFilterSchema.parse>;

/** What the address asks for. What it garbles is left out: somebody who cut a link short still sees the leaderboard. */
export function readAddress(query: Record<string, string | string[] | undefined>): {
  filter: Filter;
  after: Key | null;
} {
  const filter: Filter = {};
  const { place, model } = ModelFilterSchema.shape;
  const wished = { place: place.safeParse(query.place).data, model: model.safeParse(query.model).data };
  if (wished.place) filter.place = wished.place;
  if (wished.model) filter.model = wished.model;
  return { filter, after: typeof query.after === "string" ? readKey(query.after) : null };
}

export function addressOf(
  path: string,
  { after, ...filter }: { place?: string | undefined; model?: string | undefined; after?: Key },
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  if (after) query.set("after", [after.newest, after.mase ?? "none", after.number, after.model].join("_"));
  return query.size > 0 ? `${path}?${query}` : path;
}

function readKey(text: string): Key | null {
  const [newest, mase, number, ...model] = text.split("_");
  const parsed = ModelKeySchema.safeParse({
    newest: Number(newest),
    mase: mase === "none" ? null : Number(mase),
    number: Number(number),
    model: model.join("_"),
  });
  return parsed.data ?? null;
}
