import { Button } from "#components/ui/button.tsx";

/** What an owner may do about a member; removing asks once more. */
export function MemberButtons({
  name,
  isSelf,
  isAsked,
  isPending,
  ask,
  remove,
  reset,
}: {
  name: string;
  isSelf: boolean;
  isAsked: boolean;
  isPending: boolean;
  ask: (isAsked: boolean) => void;
  remove: () => void;
  reset: () => void;
}) {
  if (isAsked) {
    return (
      <span className="inline-flex flex-wrap justify-end gap-2 max-md:justify-start">
        <Button variant="danger" size="small" busy={isPending && "Removing"} onClick={remove}>
          Remove {name}
        </Button>
        <Button size="small" onClick={() => ask(false)}>
          Keep
        </Button>
      </span>
    );
  }
  return (
    <span className="inline-flex flex-wrap justify-end gap-1 max-md:flex-col max-md:items-start">
      {isSelf ? null : (
        <Button
          variant="quiet"
          size="small"
          aria-label={`Reset password of ${name}`}
          disabled={isPending}
          onClick={reset}
        >
          Reset password
        </Button>
      )}
      <Button
        variant="quiet"
        size="small"
        aria-label={`Remove ${name} …`}
        disabled={isPending}
        onClick={() => ask(true)}
      >
        Remove
      </Button>
    </span>
  );
}
