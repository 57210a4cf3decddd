import type { Db } from "#lib/platform/db.ts";

/**
 * Names by id of whoever acted, for rows that keep only the id: people first, then the API keys that acted as
 * themselves. A key keeps its name after it was revoked. Ids of neither are absent from the map.
 */
export async function namesOf(client: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const select = { id: true, name: true } as const;
  const users = await client.user.findMany({ where: { id: { in: known } }, select });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  const others = known.filter((id) => !names.has(id));
  if (others.length === 0) return names;
  const keys = await client.apiKey.findMany({ where: { id: { in: others } }, select });
  for (const { id, name } of keys) names.set(id, name);
  return names;
}
