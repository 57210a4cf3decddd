/** Without zod on purpose: pages load this. The schemas are in `server`. */
export { comparisonInWords } from "./groups.ts";
export type { Comparison, ModelGroup, ModelRow } from "./view.ts";
