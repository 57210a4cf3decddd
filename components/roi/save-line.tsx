import { StateIcon } from "#components/ui/state-icon.tsx";
import { formatTimeOfDay } from "#lib/format/index.ts";
import type { RoiSaveState } from "./use-roi-save.ts";

/** Whether what was typed is safe. Only trouble is announced. */
export function SaveLine({ state }: { state: RoiSaveState }) {
  const trouble = state.kind === "refused" || state.kind === "offline";
  return (
    <>
      {trouble ? null : (
        <span data-save={state.kind} className="text-secondary text-ink3 whitespace-nowrap">
          {state.kind === "saving"
            ? "Saving"
            : state.kind === "saved"
              ? `Saved ${formatTimeOfDay(state.at)} UTC`
              : "Saved as you type"}
        </span>
      )}
      <span role="status" className="text-secondary text-stale">
        {trouble ? (
          <span data-save={state.kind} className="inline-flex items-center gap-1.5">
            <StateIcon state="warning" label="" size={12} />
            {state.kind === "offline"
              ? "Not saved yet: the server cannot be reached. It is tried again."
              : "One entry is not saved. The others are."}
          </span>
        ) : null}
      </span>
    </>
  );
}
