import type { OpenCounts, Talk } from "#lib/features/canvas/comments/index.ts";

/** What the panel shows of one block, or of all. */
export interface TalkPage extends Talk {
  counts: OpenCounts;
  next: string | null;
}

/** What came of asking, or why nothing did, in words. */
export type Answer<T> = { ok: true; value: T } | { ok: false; reason: string };

const TIMEOUT_MS = 20_000;
const OUT =
  "You are no longer a member of this workspace, so nothing more can be sent or read here. What you typed stays in this browser.";

export function readTalk(
  base: string,
  query: { block: string | null; state: "open" | "resolved"; before?: string },
): Promise<Answer<TalkPage>> {
  const params = new URLSearchParams({ state: query.state });
  if (query.block) params.set("block", query.block);
  if (query.before) params.set("before", query.before);
  return ask(`${base}/canvas/comments?${params}`, { cache: "no-store" });
}

/** Tells the server what to do. A deed that carries a `clientKey` may be sent again. */
export function sendDeed(base: string, deed: Record<string, unknown>): Promise<Answer<unknown>> {
  return ask(`${base}/canvas/comments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(deed),
  });
}

async function ask<T>(url: string, init: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return { ok: true, value: (await response.json()) as T };
    return { ok: false, reason: await reasonOf(response) };
  } catch {
    // No line, or one that broke off in the middle of the answer.
    return { ok: false, reason: "The server did not answer. Try again when you are online." };
  }
}

async function reasonOf(response: Response): Promise<string> {
  if (response.status === 401) return "You are signed out. Sign in again, and send it then.";
  const problem = (await response.json().catch(() => null)) as {
    code?: string;
    title?: string;
    detail?: string;
    fields?: Record<string, string>;
  } | null;
  // A thread that is gone says so in words of its own; without them it is the workspace that is gone.
  if (problem?.code === "not_found" && problem.detail === problem.title) return OUT;
  return problem?.fields?.text ?? problem?.detail ?? `The server answered ${response.status}.`;
}
