import { StateIcon } from "#components/ui/state-icon.tsx";
import type { LeakCheck } from "#lib/features/datasets/split/index.ts";

/** What was verified of a split, and what somebody should do first. */
export function LeakList({ checks }: { checks: readonly LeakCheck[] }) {
  return (
    <ul className="divide-y divide-line">
      {checks.map((check) => (
        <li key={check.name} className="flex items-start gap-2 py-2">
          <StateIcon
            state={check.state === "passed" ? "done" : "warning"}
            label={check.state}
            className="mt-0.5"
          />
          <div className="min-w-0 max-w-[75ch] [overflow-wrap:anywhere]">
            <span className="font-medium">{check.name}</span>{" "}
            <span className="text-ink2">{check.detail}.</span>
            {check.wayOut ? <span className="block text-secondary text-ink2">{check.wayOut}</span> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
