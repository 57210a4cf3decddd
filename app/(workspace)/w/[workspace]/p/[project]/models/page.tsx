import type { Metadata } from "next";
import { FailedNotice } from "#components/datasets/validate/failed-notice.tsx";
import { FilterLinks } from "#components/models/filter-links.tsx";
import { ModelTable } from "#components/models/model-table.tsx";
import { RunsRefresh } from "#components/runs/runs-refresh.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { listValidations } from "#lib/features/datasets/server.ts";
import { comparisonInWords } from "#lib/features/models/index.ts";
import { getLeaderboard, leaderInWords } from "#lib/features/models/server.ts";
import { MODEL_NAMES } from "#lib/features/runs/index.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { addressOf, readAddress } from "./address.ts";

export const metadata: Metadata = { title: "Leaderboard" };

const ROWS_A_PAGE = 200;
const PLACES = [
  { label: "Anywhere" },
  { value: "server", label: "On the server" },
  { value: "browser", label: "In a browser" },
];

export default async function ModelsPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string; project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await pageProject(await params);
  const { filter, after } = readAddress(await searchParams);
  const { groups, next, hasPrices, methods } = await getLeaderboard(actor, filter, {
    take: ROWS_A_PAGE,
    after,
  });
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const validations = await listValidations(actor, [
    ...new Set(groups.map(({ comparison }) => comparison.dataVersionId)),
  ]);
  const failedOf = (versionId: string) =>
    validations.get(versionId)?.results.filter((result) => result.outcome === "failed") ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  const here = (change: Parameters<typeof addressOf>[1]) => addressOf(`${base}/models`, change);
  const train = may(actor.role, "edit_data_and_runs") ? (
    <ButtonLink href={`${base}/runs/new`} variant="primary">
      Train
    </ButtonLink>
  ) : null;
  const isEmpty = groups.length === 0 && !isFiltered && after === null;
  return (
    <>
      <PageHeader
        title="Leaderboard"
        meta="Every method of every finished run on periods that it had never seen, wherever it was trained and whoever asked."
        actions={isEmpty ? null : train}
        conclusion={isFiltered ? undefined : leaderInWords(groups[0]) || undefined}
      />
      {isEmpty ? (
        <EmptyState
          title="No finished run yet"
          example="Theta, run 1, on the server: MASE beside seasonal naive's, its saving, 12 s of work, seed 7."
          action={train ?? <ButtonLink href={`${base}/runs`}>See the runs</ButtonLink>}
        >
          Each method of each run will stand here with its errors on periods that it had never seen. Runs
          share a table when they used the same version of the data, the same horizon and season, and the same
          test periods: then the smaller MASE is the better forecast. Below 1 it beats repeating the last
          season within the history.
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap gap-x-8 gap-y-2 mb-2">
            <FilterLinks
              label="Trained"
              choices={PLACES}
              current={filter.place}
              hrefOf={(place) => here({ ...filter, place })}
            />
            <FilterLinks
              label="Method"
              choices={[
                { label: "Every method" },
                ...methods.map((value) => ({ value, label: MODEL_NAMES[value] })),
              ]}
              current={filter.model}
              hrefOf={(model) => here({ ...filter, model })}
            />
          </div>
          {groups.length === 0 ? <p className="text-ink2 mt-4">No finished run has such a row.</p> : null}
          {groups.map((group) => (
            <Section
              key={group.comparison.id}
              title={`${group.comparison.data}${group.isContinued ? ", continued" : ""}`}
              aside={comparisonInWords(group.comparison)}
            >
              {group.apart ? <p className="text-secondary text-ink2 -mt-2 mb-2">{group.apart}</p> : null}
              <FailedNotice
                failed={failedOf(group.comparison.dataVersionId)}
                href={`${base}/data/${group.comparison.dataVersionId}/checks`}
                about="run"
                className="mb-3"
              />
              <ModelTable group={group} base={base} currency={actor.currency} />
            </Section>
          ))}
          <footer className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
            {after ? <ButtonLink href={here(filter)}>First rows</ButtonLink> : null}
            {next ? (
              <ButtonLink href={here({ ...filter, after: next })}>Next {ROWS_A_PAGE} rows</ButtonLink>
            ) : null}
            <p className="text-secondary text-ink3 max-w-[75ch]">
              MASE: the error over that of repeating the last season within the history; smaller is better.
              Work: seconds of all workers on that method.{" "}
              {hasPrices
                ? "Cost and saving are at the present unit costs; a run that was judged at others shows them once its page has been opened."
                : "Unit costs in the canvas add what each method costs."}
            </p>
          </footer>
        </>
      )}
      <RunsRefresh />
    </>
  );
}
