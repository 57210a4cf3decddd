import { ButtonLink } from "#components/ui/button-link.tsx";

export const metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main className="px-8 py-14 max-w-[48rem] max-md:px-4">
      <h1 className="text-title">There is nothing here</h1>
      <p className="text-ink2 mt-2">
        The address is mistyped, what it named was removed, or it belongs to a workspace that you are not a
        member of. An owner of that workspace can invite you.
      </p>
      <div className="mt-4">
        <ButtonLink href="/" variant="primary">
          Go to your projects
        </ButtonLink>
      </div>
    </main>
  );
}
