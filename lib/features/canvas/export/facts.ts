import type { BlockProjection } from "../document/project.ts";

/** A claim of a block as a file has it; claims are kept by a feature above this one, so they come ready. */
export interface ClaimFacts {
  block: BlockProjection["key"];
  text: string;
  state: "supported" | "contradicted" | "stale" | "unproven";
  /** What it is bound to, in words; empty for nothing. */
  bound: string;
  /** Number with unit and baseline; empty without one. */
  figure: string;
  /** Where the number is from; empty without one. */
  source: string;
  /** How it is bound, to bind it again; null for a claim in words alone. */
  measure: string | null;
  comparison: string | null;
  threshold: number | null;
  subject: string;
}

/** "supported: 62.2 %, run 1, Theta" */
export function claimStateInWords({ state, figure, source }: ClaimFacts): string {
  const facts = [figure, source].filter(Boolean).join(", ");
  return facts === "" ? state : `${state}: ${facts}`;
}

/** An open thread of comments, with the names of who spoke. */
export interface TalkFacts {
  block: BlockProjection["key"];
  /** "Horizon", "a note"; empty for the whole block. */
  about: string;
  said: { by: string; at: number; text: string }[];
}

/** What an export says besides the blocks. */
export interface ExportFacts {
  project: { name: string; currency: string };
  /** Names of the workspace's members by their id; who is not there has left. */
  names: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 UTC. */
  now: number;
  /** In the order in which they were made. */
  claims?: readonly ClaimFacts[];
  /** What is open, for a reader: Markdown lists it. JSON leaves it out, so that nobody's words come in as another's. */
  talk?: readonly TalkFacts[];
}
