import "server-only";

export { leaderInWords } from "./groups.ts";
export { getLineage, type Lineage } from "./lineage/read.ts";
export { getLeaderboard, getModelRow, type Leaderboard, listModelRows } from "./read.ts";
export { ModelFilterSchema, ModelKeySchema } from "./schema.ts";
