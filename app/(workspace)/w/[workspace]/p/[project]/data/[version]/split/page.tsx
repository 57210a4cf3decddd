import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FoldTable } from "#components/datasets/split/fold-table.tsx";
import { LeakList } from "#components/datasets/split/leak-list.tsx";
import { type SplitFields, SplitForm } from "#components/datasets/split/split-form.tsx";
import { SplitPlot } from "#components/datasets/split/split-plot.tsx";
import { periodsWords, perPeriod } from "#components/datasets/words.ts";
import { LooksNote } from "#components/judge/looks-note.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { getDatasetVersion, getSplit } from "#lib/features/datasets/server.ts";
import { getRunOptions } from "#lib/features/runs/server.ts";
import { looksAtSpan } from "#lib/features/verdict/server.ts";
import { may, type ProjectActor } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";

export const metadata: Metadata = { title: "Split" };

type Query = Record<string, string | string[] | undefined>;
interface Props {
  params: Promise<{ workspace: string; project: string; version: string }>;
  searchParams: Promise<Query>;
}

export default async function SplitPage({ params, searchParams }: Props) {
  const { version: id, ...address } = await params;
  const actor = await pageProject(address);
  const version = await getDatasetVersion(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const values = await fieldsOf(actor, version.id, await searchParams);
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const { split, detail, errors } = await getSplit(actor, version.id, values)
    .then((found) => ({ split: found, detail: "", errors: {} }))
    .catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === "invalid_input")) throw error;
      return { split: null, detail: error.message, errors: error.details.fields ?? {} };
    });
  const { frequency } = version.profile;
  const tests = split?.folds.filter(({ role }) => role === "test") ?? [];
  const [first, last] = [tests[0], tests.at(-1)];
  const looks =
    first && last
      ? await looksAtSpan(actor, {
          datasetId: version.datasetId,
          ...{ firstTime: first.firstTime, lastTime: last.lastTime },
        })
      : null;
  const warnings = split?.checks.filter(({ state }) => state === "warning").length ?? 0;
  return (
    <>
      <PageHeader
        title={`Split of ${version.name}, version ${version.number}`}
        meta="By time only, never at random: each fold learns what stood before its cutoff, and forecasts what came after it. Nothing is trained here."
        actions={
          split && may(actor.role, "edit_data_and_runs") ? (
            <ButtonLink
              href={`${base}/runs/new?${new URLSearchParams({ version: version.id, ...values })}`}
              variant="primary"
            >
              Train with this split
            </ButtonLink>
          ) : null
        }
      />
      <SplitForm values={values} errors={errors} />
      {split ? (
        <>
          <Section title="Rolling origins">
            <SplitPlot split={split} unit={`units ${perPeriod(frequency)}`} />
            <div className="mt-4">
              <FoldTable split={split} />
            </div>
          </Section>
          <div className="grid lg:grid-cols-2 gap-x-10">
            <Section
              title="What leaks"
              aside={
                warnings === 0
                  ? "nothing was found"
                  : `${warnings} ${warnings === 1 ? "warning" : "warnings"}`
              }
            >
              <LeakList checks={split.checks} />
            </Section>
            <Section
              title="Untouched periods"
              aside={periodsWords(tests.length * Number(values.horizonSteps), frequency)}
            >
              <p className="max-w-[75ch]">
                The verdict rests on them, and they count for most while nobody has seen what any method did
                there.
              </p>
              {looks ? <LooksNote looks={looks} base={base} own={null} /> : null}
            </Section>
          </div>
        </>
      ) : (
        <Notice tone="stale" title="The data cannot be split like this" className="mt-6">
          {detail}
        </Notice>
      )}
    </>
  );
}

/** What the address asks for, else what the form of a run proposes for this data. */
async function fieldsOf(actor: ProjectActor, versionId: string, query: Query): Promise<SplitFields> {
  const { versions } = await getRunOptions(actor);
  const proposed = versions.find(({ id }) => id === versionId)?.recommended;
  const of = (name: keyof SplitFields, otherwise: number) => {
    const asked = query[name];
    return typeof asked === "string" ? asked.slice(0, 12) : String(otherwise);
  };
  return {
    horizonSteps: of("horizonSteps", proposed?.horizonSteps ?? 1),
    seasonLength: of("seasonLength", proposed?.seasonLength ?? 1),
    selectionFolds: of("selectionFolds", proposed?.selectionFolds ?? 1),
    testFolds: of("testFolds", proposed?.testFolds ?? 1),
    gapSteps: of("gapSteps", 0),
  };
}
