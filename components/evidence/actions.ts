/** What an action answers; it never throws at a form. */
export type Outcome =
  | { ok: true }
  | { ok: false; problem: { detail: string; fields?: Record<string, string> } };

/** What somebody who may edit can do to claims. */
export interface ClaimActions {
  create: (input: unknown) => Promise<Outcome>;
  change: (id: string, patch: unknown) => Promise<Outcome>;
  remove: (id: string) => Promise<Outcome>;
}
