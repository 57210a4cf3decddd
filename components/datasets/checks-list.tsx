import { StateIcon } from "#components/ui/state-icon.tsx";
import type { Check } from "#lib/features/datasets/index.ts";

export function ChecksList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="divide-y divide-line">
      {checks.map((check) => (
        <li key={check.title} className="flex items-start gap-2 py-1.5">
          <span className="pt-0.5">
            <StateIcon
              state={check.state === "pass" ? "done" : "warning"}
              label={check.state === "pass" ? "passes" : "warns"}
            />
          </span>
          <span className="flex-1 min-w-0 [overflow-wrap:anywhere]">{check.title}</span>
          <span className="text-ink2 text-right max-w-[45%]">{check.value}</span>
        </li>
      ))}
    </ul>
  );
}
