import {
  addressOf,
  askNextAuth,
  oidcSettings,
  providerSignInsPerAddress,
  sameSitePath,
  takeOrRefuse,
} from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { route } from "#lib/platform/http.ts";

/** Begins a sign-in at the identity provider: keeps state, nonce and verifier in this browser, and sends it there. */
export const GET = route(async (request) => {
  if (!oidcSettings()) throw new AppError("not_found");
  const headers = Object.fromEntries(request.headers);
  try {
    await takeOrRefuse(providerSignInsPerAddress(addressOf(headers)), new Date());
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") {
      return sendTo("/sign-in?error=rate_limited", []);
    }
    throw error;
  }
  const asked = new URL(request.url).searchParams.get("callbackUrl");
  const answer = await askNextAuth({
    action: "signin",
    body: { callbackUrl: sameSitePath(asked) ?? "/" },
    cookies: {},
    headers,
  });
  return sendTo(answer.redirect ?? "/sign-in?error=OAuthSignin", answer.setCookies);
});

function sendTo(location: string, setCookies: readonly string[]): Response {
  const response = new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
  for (const cookie of setCookies) response.headers.append("set-cookie", cookie);
  return response;
}
