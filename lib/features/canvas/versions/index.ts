export type { BlockDifference, Change } from "./difference.ts";
export type { Stretch } from "./words.ts";
