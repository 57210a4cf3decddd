import Link from "next/link";
import { StateIcon } from "#components/ui/state-icon.tsx";
import type { PlanDifference } from "#lib/features/canvas/index.ts";

export interface AgainstPlan {
  /** The number of the newest finished run. */
  run: number;
  differences: readonly PlanDifference[];
}

/** At a block: what the newest run did otherwise than it says. */
export function RunDiffers({
  against,
  block,
  base,
}: {
  against: AgainstPlan | null;
  block: PlanDifference["block"];
  base: string;
}) {
  const here = against?.differences.filter((difference) => difference.block === block) ?? [];
  if (!against || here.length === 0) return null;
  return (
    <p className="flex gap-1 text-axis text-stale" data-differs={here.length}>
      <StateIcon state="stale" label="" size={12} className="mt-0.5 shrink-0" />
      <span>
        <Link
          href={`${base}/runs/${against.run}`}
          prefetch={false}
          // Over the block's own area, which opens the editor.
          className="link relative z-10"
        >
          Run {against.run}
        </Link>{" "}
        differs: {here.map(({ what, run, plan }) => `${what} ${run}, planned ${plan}`).join("; ")}
      </span>
    </p>
  );
}
