import { cx } from "#components/ui/cx.ts";
import { STATE_WORDS, StateIcon } from "#components/ui/state-icon.tsx";
import type { ClaimView } from "#lib/features/evidence/index.ts";
import { CHIP_LOOK } from "./state-look.ts";

/** A claim with its state, its number and where that is from. `base` is the project's path; null for whoever may not go there. */
export function ClaimChip({ claim, base }: { claim: ClaimView; base: string | null }) {
  const { state, text, figure, reason, source } = claim;
  return (
    <li
      data-claim={state}
      tabIndex={-1}
      className={cx(
        "flex gap-1.5 px-1.5 py-1 border rounded-tag text-axis transition-colors duration-300 motion-reduce:transition-none",
        CHIP_LOOK[state],
      )}
    >
      <StateIcon state={state} label="" size={12} className="mt-0.5" />
      <div className="min-w-0 wrap-break-word">
        <p className="font-medium">{text}</p>
        <p>
          {STATE_WORDS[state]}
          {figure ? `: ${figure}` : null}
          {source && base === null ? `, ${source.words}` : null}
          {source && base !== null ? (
            <>
              {", "}
              {/* Files and pages of the project; the block's own button lies under it. */}
              <a href={`${base}/${source.path}`} className="relative z-1 underline underline-offset-2">
                {source.words}
              </a>
            </>
          ) : null}
          {reason ? `. ${reason}` : null}
        </p>
      </div>
    </li>
  );
}
