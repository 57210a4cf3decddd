import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { type MeasuredSaving, staleness } from "#lib/features/roi/index.ts";
import { formatPercent } from "#lib/format/index.ts";

/** That a case counts with what a run measured, and whether something newer is there. */
export function MeasuredNotice({
  measured,
  newest,
  use,
}: {
  measured: MeasuredSaving;
  newest: MeasuredSaving | null;
  use: ((isUsed: boolean) => void) | null;
}) {
  const stale = staleness(measured, newest);
  const folds = measured.foldShares.map((share) => formatPercent(share)).join(", ");
  return (
    <Notice
      tone={stale ? "stale" : "ok"}
      className="mb-6"
      title={stale ? `Stale. ${stale}` : `The saving is run ${measured.run}'s, not a guess.`}
      action={
        use ? (
          <>
            {stale ? <Button onClick={() => use(true)}>Use the newest</Button> : null}
            <Button variant="quiet" onClick={() => use(false)}>
              Back to the assumed saving
            </Button>
          </>
        ) : null
      }
    >
      {`${measured.method} saves ${formatPercent(measured.share)} of seasonal naive's cost on ${measured.testPeriods} that no choice had seen, both ordered at the best quantile, ${measured.quantile.toFixed(2)}.`}
      {folds ? ` By fold: ${folds}.` : ""} {measured.sentence}
    </Notice>
  );
}
