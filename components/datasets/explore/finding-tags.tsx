import { StateIcon } from "#components/ui/state-icon.tsx";
import { FINDING_NAMES, type FindingKind } from "#lib/features/datasets/explore/index.ts";

/** The first finding in words, and how many more there are. */
export function FindingTags({ findings }: { findings: readonly FindingKind[] }) {
  const [first] = findings;
  if (first === undefined) return <span className="text-ink3">–</span>;
  return (
    <span
      className="text-stale flex items-center gap-1 whitespace-nowrap overflow-hidden"
      title={findings.map((kind) => FINDING_NAMES[kind]).join(", ")}
    >
      <StateIcon state="warning" label="" size={12} />
      <span className="truncate">{FINDING_NAMES[first]}</span>
      {findings.length > 1 ? <span className="text-ink3">+{findings.length - 1}</span> : null}
    </span>
  );
}
