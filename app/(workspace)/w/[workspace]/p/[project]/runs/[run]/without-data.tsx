import Link from "next/link";
import { RunFacts } from "#components/runs/run-facts.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { getDeletedVersion } from "#lib/features/datasets/server.ts";
import { listDecisions } from "#lib/features/decisions/server.ts";
import { MODEL_NAMES } from "#lib/features/runs/index.ts";
import { getRunMetrics, type RunView } from "#lib/features/runs/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { formatDate, formatNumber, formatPercent } from "#lib/format/index.ts";

type Gone = NonNullable<Awaited<ReturnType<typeof getDeletedVersion>>>;

/** A run whose data were deleted: what it was, its errors on the selection folds, and what was decided on it. */
export async function WithoutData({
  actor,
  run,
  base,
  gone,
}: {
  actor: ProjectActor;
  run: RunView;
  base: string;
  gone: Gone;
}) {
  const [metrics, decisions] = await Promise.all([
    getRunMetrics(actor, run.number),
    listDecisions(actor, { runNumber: run.number }),
  ]);
  const of = (model: string, name: string) =>
    metrics.find((each) => each.model === model && each.scope === "selection" && each.name === name)?.value ??
    null;
  const models = [...new Set(metrics.map((each) => each.model))].sort(
    (a, b) => (of(a, "wape") ?? Number.POSITIVE_INFINITY) - (of(b, "wape") ?? Number.POSITIVE_INFINITY),
  );
  return (
    <>
      <PageHeader
        title={`Run ${run.number}`}
        meta={<RunFacts run={run} />}
        conclusion={run.question || null}
      />
      <Notice title="The data of this run were deleted" className="mb-6">
        Version {gone.number} of {gone.name} was deleted on {formatDate(gone.deletedAt)} by{" "}
        {gone.deletedBy ?? "the keeping policy"}
        {gone.reason ? `: ${gone.reason}` : ""}. Forecasts and costs cannot be drawn without it; the errors
        and what was decided stay.{" "}
        <Link className="link" href={`${base}/data/${gone.id}`}>
          About the version
        </Link>
      </Notice>
      <Section title="Errors on the selection folds" plain>
        <Table label="Errors on the selection folds, the lowest first">
          <thead>
            <tr>
              <Th>Method</Th>
              <Th numeric>WAPE</Th>
              <Th numeric>MASE</Th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <tr key={model}>
                <Td>{MODEL_NAMES[model]}</Td>
                <Td numeric>{formatPercent(of(model, "wape"))}</Td>
                <Td numeric>{formatNumber(of(model, "mase"), 3)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
      {decisions.length > 0 ? (
        <Section title="Decided on it">
          <ul className="divide-y divide-line">
            {decisions.map((decision) => (
              <li key={decision.id} className="py-1.5">
                {decision.title}: {decision.reason} ({decision.person}, {formatDate(decision.at)})
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
