import { type IconState, StateIcon } from "#components/ui/state-icon.tsx";
import type { StepState, StepView } from "#lib/features/runs/index.ts";
import { formatDuration } from "#lib/format/index.ts";

const ICONS: Record<StepState, IconState> = {
  waiting: "empty",
  running: "running",
  done: "done",
  failed: "contradicted",
  cancelled: "unproven",
};
const WORDS: Record<StepState, string> = {
  waiting: "waiting",
  running: "running",
  done: "done",
  failed: "failed",
  cancelled: "cancelled",
};

/** What a run does, in its order, each with its state, what it is at, and how long it took. */
export function StepList({ steps }: { steps: readonly StepView[] }) {
  return (
    <ol className="flex flex-col">
      {steps.map((step) => (
        <li key={step.title} className="flex items-start gap-2 min-h-7 py-1">
          <span className="mt-0.5">
            <StateIcon state={ICONS[step.state]} label={WORDS[step.state]} />
          </span>
          <span className="min-w-0 flex-1 flex flex-wrap items-baseline justify-between gap-x-4">
            <span className={step.state === "waiting" ? "text-ink3" : undefined}>{step.title}</span>
            <span className="text-secondary text-ink2 text-right">{detail(step)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function detail(step: StepView): string {
  const seconds = step.state === "done" && step.seconds !== null ? formatDuration(step.seconds * 1_000) : "";
  return [step.detail, seconds].filter((part) => part !== "").join(", ");
}
