import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { DEAD_RESET, readPasswordReset, UNKNOWN_RESET } from "#lib/features/workspaces/server.ts";
import { askedToken } from "../../asked-token.ts";

/** Says why the link of this address does not work, with a status that says so too. */
export default async function DeadReset() {
  const reset = await readPasswordReset(await askedToken(), new Date());
  const words = reset && reset.state !== "open" ? DEAD_RESET[reset.state] : UNKNOWN_RESET;
  return (
    <>
      <h1 className="text-title mb-4">This link does not work</h1>
      <Notice tone="stale">{words}</Notice>
      <div className="mt-4">
        <ButtonLink href="/sign-in">Sign in</ButtonLink>
      </div>
    </>
  );
}
