import "server-only";
import { tooManyAttempts, WRONG_PAIR } from "#lib/features/workspaces/server.ts";
import { runAction } from "#lib/platform/action.ts";
import { putToNextAuth } from "./cookies.ts";

/** Signs this browser in. Null when that went well, else why not. */
export async function signInWith(email: string, password: string): Promise<string | null> {
  const result = await runAction(() => putToNextAuth("callback", { email, password }));
  if (!result.ok) return result.problem.detail;
  const refused = URL.parse(result.value.redirect ?? "")?.searchParams.get("error");
  if (!refused) return null;
  const [code, seconds] = refused.split(":");
  if (code === "rate_limited") return tooManyAttempts(Number(seconds));
  if (code === "unauthenticated" || code === "invalid_input") return WRONG_PAIR;
  return "Signing in did not work, and the fault is on our side. Try again in a moment.";
}
