import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { type IconState, STATE_WORDS, StateIcon } from "./state-icon.tsx";

const COLOURS: Record<IconState, string> = {
  done: "text-ok",
  supported: "text-ok",
  needs_you: "text-accent",
  running: "text-accent",
  warning: "text-stale",
  stale: "text-stale",
  contradicted: "text-bad",
  unproven: "text-ink2",
  empty: "text-ink3",
};

/** A state as shape, colour and word; the word may be replaced ("cancelled", "agreed"). */
export function StatusBadge({
  state,
  className,
  children,
}: {
  state: IconState;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1 text-secondary font-medium whitespace-nowrap",
        COLOURS[state],
        className,
      )}
    >
      <StateIcon state={state} label="" size={12} />
      {children ?? STATE_WORDS[state]}
    </span>
  );
}

/** A neutral word in a frame: a role, a kind, "base". */
export function Tag({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span
      className={cx(
        "inline-block text-axis px-1.5 border border-line rounded-tag text-ink2 whitespace-nowrap",
        className,
      )}
    >
      {children}
    </span>
  );
}
