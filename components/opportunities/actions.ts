/** What the page's server actions answer, as far as these components read it. */
export interface Problem {
  detail: string;
  fields?: Record<string, string>;
}
export type Outcome<T = unknown> = { ok: true; value?: T } | { ok: false; problem: Problem };

/** A field of canvas or ROI that choosing a task filled, or left as it was. */
export interface SeededField {
  place: "canvas" | "roi";
  block: string | null;
  label: string;
  value: string | number;
}
export interface Seeded {
  filled: readonly SeededField[];
  kept: readonly SeededField[];
}

export interface OpportunityActions {
  create: (input: unknown) => Promise<Outcome>;
  change: (id: string, patch: unknown) => Promise<Outcome>;
  remove: (id: string) => Promise<Outcome>;
  choose: (id: string) => Promise<Outcome<Seeded>>;
  start: (input: { key: string }) => Promise<Outcome<{ added: string[]; kept: string[]; links: number }>>;
  changeTerms: (patch: unknown) => Promise<Outcome>;
  createLink: (input: unknown) => Promise<Outcome<{ id: string; loop: string[] | null }>>;
  changeLink: (id: string, patch: unknown) => Promise<Outcome<{ id: string; loop: string[] | null }>>;
  removeLink: (id: string) => Promise<Outcome>;
}

const SILENCE: Problem = { detail: "The server did not answer. Nothing was changed; try again." };

/** An action's answer, or words for a server that did not give one. */
export function answered<T>(work: Promise<Outcome<T>>): Promise<Outcome<T>> {
  return work.catch((): Outcome<T> => ({ ok: false, problem: SILENCE }));
}
