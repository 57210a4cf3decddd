export { may, RIGHTS, type Right, ROLE_NAMES } from "./rights.ts";
export type { Actor, ProjectActor } from "./scope.ts";
export type { Stop } from "./stop.ts";
