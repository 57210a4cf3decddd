import { buttonClass } from "#components/ui/button.tsx";

/**
 * A plain link rather than a form: the way goes on to another site, which the policy for forms forbids; and a router
 * would follow it before anybody pressed it.
 */
export function ProviderLink({ name, callbackUrl }: { name: string; callbackUrl: string }) {
  return (
    <a
      href={`/sign-in/provider?callbackUrl=${encodeURIComponent(callbackUrl)}`}
      className={buttonClass({ className: "w-full" })}
    >
      Sign in with {name}
    </a>
  );
}
