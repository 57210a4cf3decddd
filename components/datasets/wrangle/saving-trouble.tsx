import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Saving } from "./use-draft.ts";

export function savingWords(saving: Saving): string {
  if (saving === "saved") return "Saved";
  if (saving === "saving") return "Saving";
  return "Kept in this browser";
}

/** Why the steps are not on the server, and what to do. */
export function SavingTrouble({
  saving,
  onSettle,
}: {
  saving: Saving;
  onSettle: (whose: "theirs" | "mine") => void;
}) {
  if (saving === "conflict") {
    return (
      <Notice
        tone="stale"
        title="Somebody else changed this recipe"
        className="mb-3"
        action={
          <>
            <Button size="small" onClick={() => onSettle("theirs")}>
              Take their steps
            </Button>
            <Button size="small" onClick={() => onSettle("mine")}>
              Keep these steps
            </Button>
          </>
        }
      >
        Your steps are kept in this browser; Undo brings them back after theirs were taken.
      </Notice>
    );
  }
  if (typeof saving === "string") return null;
  return (
    <Notice tone="stale" title="Not saved on the server yet" className="mb-3">
      {saving.failed} The next change tries again.
    </Notice>
  );
}
