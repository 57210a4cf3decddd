import "server-only";

export { assertMay } from "./authorise.ts";
