/** What the page's server actions answer, as far as these components read it. */
export type Outcome =
  | { ok: true }
  | { ok: false; problem: { detail: string; fields?: Record<string, string> } };

export interface OpportunityActions {
  create: (input: unknown) => Promise<Outcome>;
  change: (id: string, patch: unknown) => Promise<Outcome>;
  remove: (id: string) => Promise<Outcome>;
}
