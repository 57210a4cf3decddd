import "server-only";

export { assertMay } from "./authorise.ts";
export { isStillMember } from "./still-member.ts";
