import { assertSameOrigin, route } from "#lib/platform/http.ts";
import { putToNextAuth } from "../cookies.ts";

/** A form's post from anywhere on the site: ends the session row and the cookie. */
export const POST = route(async (request) => {
  assertSameOrigin(request);
  await putToNextAuth("signout", {});
  return new Response(null, { status: 303, headers: { location: "/sign-in" } });
});
