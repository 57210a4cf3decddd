import { BehindError, RefusedError, type Transport } from "#lib/features/canvas/sync/index.ts";

const BINARY = "application/octet-stream";
const TIMEOUT_MS = 20_000;

/** A browser lets requests that outlive their page carry 64 KiB; a larger change waits for the next visit. */
const KEEPALIVE_BYTES = 60_000;

/** The canvas's two requests. Anything that trying again may mend is thrown as it came. */
export function httpTransport(url: string): Transport {
  return {
    pull: async (since) => {
      const response = await fetch(`${url}?since=${since}`, {
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 204) return null;
      const seq = response.headers.get("canvas-seq");
      if (!response.ok || seq === null) throw await failure(response);
      return { seq, bytes: new Uint8Array(await response.arrayBuffer()) };
    },
    push: async ({ clientId, bytes }) => {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": BINARY, "idempotency-key": clientId },
        body: new Uint8Array(bytes),
        keepalive: bytes.byteLength < KEEPALIVE_BYTES,
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw await failure(response);
      return (await response.json()) as { seq: string };
    },
  };
}

async function failure(response: Response): Promise<Error> {
  if (response.status === 409) return new BehindError();
  if (response.status >= 500 || response.status === 408 || response.status === 429) {
    return new Error(`The server answered ${response.status}.`);
  }
  if (response.status === 401) return new RefusedError("You are signed out. Sign in again to save.");
  const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
  return new RefusedError(problem?.detail ?? "The change was not accepted.");
}
