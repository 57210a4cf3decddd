import { LocalTime } from "#components/ui/local-time.tsx";
import type { PosterBlock } from "#lib/features/canvas/index.ts";
import { ChangeList } from "../versions/difference.tsx";
import { useAgreements } from "./use-agreements.ts";

/** In an open block: who agreed to it and when, and what has changed since. */
export function AgreedLine({
  base,
  block,
}: {
  base: string;
  block: Pick<PosterBlock, "key" | "status" | "agreeAgain">;
}) {
  const view = useAgreements(base)?.find((each) => each.key === block.key);
  if (!view?.agreed || view.status !== block.status || (block.status !== "agreed" && !block.agreeAgain)) {
    return null;
  }
  const who = (
    <>
      {view.agreed.by ?? "a former member"}, <LocalTime at={view.agreed.at} />
    </>
  );
  if (block.status === "agreed") return <p className="text-secondary text-ink3">Agreed by {who}</p>;
  return (
    <details className="text-secondary">
      <summary className="text-stale cursor-pointer">
        Changed since it was agreed by {who}: {view.changes.length}{" "}
        {view.changes.length === 1 ? "change" : "changes"}
      </summary>
      <div className="mt-2 max-h-48 overflow-y-auto">
        <ChangeList changes={view.changes} />
      </div>
    </details>
  );
}
