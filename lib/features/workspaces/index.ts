export { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo-accounts.ts";
export { EmailSchema, lineOfText, NewPasswordSchema, SignUpSchema } from "./people.ts";
export { CURRENCIES, ProjectInputSchema } from "./projects.ts";
export { may, RIGHTS, type Right, ROLE_NAMES } from "./rights.ts";
export type { Actor, ProjectActor } from "./scope.ts";
export type { Stop } from "./stop.ts";
