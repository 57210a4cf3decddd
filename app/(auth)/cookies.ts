import "server-only";
import { cookies, headers } from "next/headers";
import { type AuthAnswer, askNextAuth } from "#lib/features/workspaces/server.ts";
import { isHttps } from "#lib/platform/session.ts";

/** Puts a question of this request to next-auth and gives its cookies to the browser. */
export async function putToNextAuth(
  action: "callback" | "signout",
  body: Record<string, string>,
): Promise<AuthAnswer> {
  const jar = await cookies();
  const answer = await askNextAuth({
    action,
    body,
    cookies: Object.fromEntries(jar.getAll().map((cookie) => [cookie.name, cookie.value])),
    headers: Object.fromEntries(await headers()),
  });
  for (const cookie of answer.cookies) {
    if (!cookie.name.endsWith("next-auth.session-token")) continue;
    jar.set(cookie.name, cookie.value, {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: isHttps(),
      // An emptied one is to go.
      ...(cookie.value === "" ? { maxAge: 0 } : cookie.expires ? { expires: cookie.expires } : {}),
    });
  }
  return answer;
}
