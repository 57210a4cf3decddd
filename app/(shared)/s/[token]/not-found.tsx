import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";

/** The same words for a link that was revoked, has expired or never was: a stranger is not told which. */
export default function DeadLink() {
  return (
    <main className="max-w-140 mx-auto px-4 py-14">
      <h1 className="text-title mb-4">This link does not work</h1>
      <Notice tone="stale">
        It may have expired or been revoked, or a part of it is missing. Ask the person who sent it for a new
        one.
      </Notice>
      <p className="mt-4">
        <ButtonLink href="/">Go to Forecanvas</ButtonLink>
      </p>
    </main>
  );
}
