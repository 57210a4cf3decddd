// No schema stands here: browsers load this, and the forms leave judging to the server.
export { CURRENCIES } from "./currencies.ts";
export { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo-accounts.ts";
export { may, RIGHTS, type Right, ROLE_NAMES } from "./rights.ts";
export type { Actor, ProjectActor } from "./scope.ts";
export type { Stop } from "./stop.ts";
