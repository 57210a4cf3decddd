/** A connection as the server shows it: never with its password. */
export interface Connection {
  id: string;
  name: string;
  host: string;
  database: string;
  user: string;
}

export interface ConnectionWish {
  name: string;
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  tls: string;
}

async function answerOf(response: Response): Promise<Connection[]> {
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as Connection[];
  const { detail } = (answer ?? {}) as { detail?: string };
  throw new Error(detail ?? `The server answered ${response.status}.`);
}

export async function readConnections(base: string): Promise<Connection[]> {
  return answerOf(await fetch(`${base}/connections`));
}

/** Adds or removes one, and gives back those that there are then. */
export async function sendConnection(
  base: string,
  deed: { add: ConnectionWish } | { remove: string },
): Promise<Connection[]> {
  const body = JSON.stringify(deed);
  const headers = { "content-type": "application/json" };
  return answerOf(await fetch(`${base}/connections`, { method: "POST", headers, body }));
}
