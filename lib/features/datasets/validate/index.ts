// No schema stands here: browsers load this.
export type { Expectation, ExpectationKind, Result, Severity } from "./schema.ts";
export { KIND_NAMES } from "./words.ts";
