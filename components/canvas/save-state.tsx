import { useSyncExternalStore } from "react";
import { StateIcon } from "#components/ui/state-icon.tsx";
import type { SaveState } from "#lib/features/canvas/index.ts";
import type { ValueStore } from "./value-store.ts";

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Whether what one typed is safe. Only trouble is announced: a voice at every letter would be noise. */
export function SaveStateLine({ store, canEdit }: { store: ValueStore<SaveState>; canEdit: boolean }) {
  const state = useSyncExternalStore(store.subscribe, store.get, store.get);
  // Who may only read saves nothing; but words that a role was taken from are still unsaved.
  if (!canEdit && state.kind !== "refused") return null;
  const isTrouble = state.kind === "offline" || state.kind === "refused";
  return (
    <>
      {isTrouble ? null : (
        <span data-save={state.kind} className="text-secondary text-ink3 whitespace-nowrap tabular-nums">
          {wordsOf(state)}
        </span>
      )}
      <span role="status" className="text-secondary text-stale">
        {isTrouble ? (
          <span data-save={state.kind} className="inline-flex items-center gap-1.5">
            <StateIcon state="warning" label="" size={12} />
            {wordsOf(state)}
          </span>
        ) : null}
      </span>
    </>
  );
}

function wordsOf(state: SaveState): string {
  switch (state.kind) {
    case "loading":
      return "Loading";
    case "saving":
      return "Saving";
    case "saved":
      return state.at === null ? "Saved" : `Saved ${CLOCK.format(state.at)}`;
    case "offline":
      return state.isKept
        ? "Offline. Your text is kept here and will be merged."
        : "Offline. Keep this page open: your text is sent when the connection is back.";
    case "refused":
      return `Not saved. ${state.reason} Your text stays in this browser.`;
  }
}
