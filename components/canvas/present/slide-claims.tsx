import { CHIP_LOOK } from "#components/evidence/state-look.ts";
import { cx } from "#components/ui/cx.ts";
import { StateIcon } from "#components/ui/state-icon.tsx";
import type { ClaimState } from "#lib/features/evidence/index.ts";
import css from "./presentation.module.css";

/** A claim as a slide shows it. */
export interface SlideClaim {
  id: string;
  block: string;
  text: string;
  state: ClaimState;
  /** "supported: 62.2 %, seasonal naive 98.1 %, run 1, Theta" */
  words: string;
}

export function SlideClaims({ claims }: { claims: readonly SlideClaim[] }) {
  if (claims.length === 0) return null;
  return (
    <ul aria-label="Claims" className="flex flex-col gap-[0.4em]">
      {claims.map(({ id, text, state, words }) => (
        <li
          key={id}
          data-claim={state}
          className={cx("flex gap-[0.6em] px-[0.7em] py-[0.4em] border rounded-control", CHIP_LOOK[state])}
        >
          <StateIcon state={state} label="" className="mt-[0.25em]" />
          <div className="min-w-0 wrap-break-word">
            <p className="font-medium">{text}</p>
            <p className={css.small}>{words}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
