import { cx } from "./cx.ts";

export type IconState =
  | "done"
  | "needs_you"
  | "running"
  | "warning"
  | "empty"
  | "supported"
  | "contradicted"
  | "stale"
  | "unproven";

export const STATE_WORDS: Record<IconState, string> = {
  done: "done",
  needs_you: "needs you",
  running: "running",
  warning: "has warnings",
  empty: "nothing yet",
  supported: "supported",
  contradicted: "contradicted",
  stale: "stale",
  unproven: "unproven",
};

/** Each state has a shape of its own, so that it holds in grey print. `label` replaces the state's word; "" hides it. */
export function StateIcon({
  state,
  label,
  size = 16,
  className,
}: {
  state: IconState;
  label?: string;
  size?: 12 | 16;
  className?: string;
}) {
  const words = label ?? STATE_WORDS[state];
  const svg = { viewBox: "0 0 16 16", width: size, height: size, className: cx("block shrink-0", className) };
  if (!words) {
    return (
      <svg aria-hidden="true" {...svg}>
        <Shape state={state} />
      </svg>
    );
  }
  return (
    <svg role="img" aria-label={words} {...svg}>
      <Shape state={state} />
    </svg>
  );
}

function Shape({ state }: { state: IconState }) {
  switch (state) {
    case "done":
    case "supported":
      return (
        <>
          <circle cx="8" cy="8" r="7" className="fill-ok" />
          <path d="m4.7 8.3 2.2 2.2 4.4-4.9" fill="none" strokeWidth="1.7" className="stroke-surface" />
        </>
      );
    case "needs_you":
      return (
        <>
          <path d="M8 .9 15.1 8 8 15.1.9 8Z" className="fill-accent" />
          <path d="M8 4.4v4.4M8 10.1v1.6" strokeWidth="1.6" className="stroke-onaccent" />
        </>
      );
    case "running":
      return (
        <>
          <circle cx="8" cy="8" r="6.4" strokeWidth="1.5" className="fill-surface stroke-accent" />
          <path d="M8 8V3.2A4.8 4.8 0 1 1 3.2 8Z" className="fill-accent" />
        </>
      );
    case "warning":
    case "stale":
      return (
        <>
          <path d="M8 1.4 15.4 14.5H.6Z" className="fill-stale" />
          <path d="M8 5.8V10M8 11.3v1.5" strokeWidth="1.6" className="stroke-surface" />
        </>
      );
    case "contradicted":
      return (
        <>
          <rect x="1.5" y="1.5" width="13" height="13" rx="1" className="fill-bad" />
          <path d="m5 5 6 6m0-6-6 6" strokeWidth="1.7" className="stroke-surface" />
        </>
      );
    case "unproven":
      return (
        <circle
          cx="8"
          cy="8"
          r="6.4"
          fill="none"
          strokeWidth="1.8"
          strokeDasharray="3 2"
          className="stroke-ink2"
        />
      );
    case "empty":
      return <circle cx="8" cy="8" r="6.2" fill="none" strokeWidth="1.5" className="stroke-control" />;
  }
}
