/** What an export says besides the blocks. */
export interface ExportFacts {
  project: { name: string; currency: string };
  /** Names of the workspace's members by their id; who is not there has left. */
  names: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 UTC. */
  now: number;
}
