import type { Metadata } from "next";
import type { RunFormValues } from "#components/runs/form-values.ts";
import { PlanNote } from "#components/runs/plan-note.tsx";
import { RunForm } from "#components/runs/run-form.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { differencesFromPlan, getPlanDefaults } from "#lib/features/canvas/server.ts";
import { MASKED_KINDS } from "#lib/features/datasets/index.ts";
import { getDatasetVersion } from "#lib/features/datasets/server.ts";
import { getRunOptions, type RunView } from "#lib/features/runs/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { requestRunAction } from "../actions.ts";
import { pageRun } from "../page-run.ts";

export const metadata: Metadata = { title: "Train" };

interface Props {
  params: Promise<{ workspace: string; project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewRunPage({ params, searchParams }: Props) {
  const { workspace, project } = await params;
  const actor = await pageProject({ workspace, project });
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const query = await searchParams;
  const { from, version } = query;
  const [options, plan, earlier] = await Promise.all([
    getRunOptions(actor),
    getPlanDefaults(actor),
    typeof from === "string" ? pageRun(actor, from) : null,
  ]);
  const header = (
    <PageHeader
      title="Train"
      meta="A run tests models on past periods as if they were the future, then says if they beat the baseline."
    />
  );
  if (!may(actor.role, "edit_data_and_runs")) {
    return (
      <>
        {header}
        <Notice title="Reading only">
          Owners and data scientists may start a run. You can watch each one.
        </Notice>
      </>
    );
  }
  const newest = options.versions.find(({ id }) => id === version) ?? options.versions[0];
  if (!newest) {
    return (
      <>
        {header}
        <EmptyState
          title="There is no data yet"
          action={
            <ButtonLink href={`${base}/data/new`} variant="primary">
              Add data
            </ButtonLink>
          }
        >
          A run learns from a version of the data. Upload a table of series, times and values first.
        </EmptyState>
      </>
    );
  }
  const { profile } = await getDatasetVersion(actor, newest.id);
  const inputs = differencesFromPlan(
    { ...plan, horizonSteps: null, seasonLength: null, selectionFolds: null, ruleOfThumb: null },
    {
      horizonSteps: 0,
      seasonLength: 0,
      selectionFolds: 0,
      models: [],
      frequency: profile.frequency,
      covariates: profile.covariates,
    },
  );
  return (
    <>
      {header}
      {plan.kind !== null && plan.kind !== "forecast" ? (
        <Notice tone="stale" title="The plan asks for something else" className="mb-4">
          The canvas plans a {plan.kind}. It can be planned here, but only forecasts can be trained yet.
        </Notice>
      ) : null}
      <PlanNote plan={plan} differences={inputs} base={base} />
      <RunForm
        options={options}
        initial={earlier ? repeated(earlier) : { ...planned(newest, plan, options), ...splitOf(query) }}
        base={base}
        request={requestRunAction.bind(null, { workspace, project })}
      />
    </>
  );
}

const SPLIT_FIELDS = ["horizonSteps", "seasonLength", "selectionFolds", "testFolds", "gapSteps"] as const;

/** The split that somebody has looked at, as its page sends it. */
function splitOf(query: Record<string, string | string[] | undefined>): Partial<RunFormValues> {
  return Object.fromEntries(
    SPLIT_FIELDS.flatMap((name) => {
      const value = query[name];
      return typeof value === "string" ? [[name, value.slice(0, 12)]] : [];
    }),
  );
}

type RunOptions = Awaited<ReturnType<typeof getRunOptions>>;
type Version = RunOptions["versions"][number];
type Plan = Awaited<ReturnType<typeof getPlanDefaults>>;

/** What the plan says, where it speaks of this data's frequency; else what the data suggests. */
function planned(
  version: Version,
  plan: Plan,
  { models, network, budgetSeconds }: Pick<RunOptions, "models" | "network" | "budgetSeconds">,
): RunFormValues {
  const { recommended } = version;
  const speaks = plan.frequency === null || plan.frequency === version.frequency;
  const from = speaks ? plan : null;
  const horizonSteps = from?.horizonSteps ?? recommended.horizonSteps;
  const seasonLength = from?.seasonLength ?? recommended.seasonLength;
  const selectionFolds = plan.selectionFolds ?? recommended.selectionFolds;
  const fits =
    Math.max(seasonLength + 1, 8) + horizonSteps * (selectionFolds + recommended.testFolds) <=
    version.periods;
  return {
    datasetVersionId: version.id,
    question: "",
    holidays: "",
    mask: [...MASKED_KINDS],
    promotions: false,
    sealed: false,
    horizonSteps: String(fits ? horizonSteps : recommended.horizonSteps),
    seasonLength: String(fits ? seasonLength : recommended.seasonLength),
    selectionFolds: String(fits ? selectionFolds : recommended.selectionFolds),
    testFolds: String(recommended.testFolds),
    models: models
      .filter(({ key, isProposed }) => isProposed && (key !== "today" || version.hasTodayForecast))
      .map(({ key }) => key),
    trainingSteps: String(network.trainingSteps),
    members: String(network.members),
    family: "mlp",
    budgetSeconds: String(budgetSeconds),
    window: "expanding",
    windowSteps: String(windowFor(version)),
    gapSteps: "0",
    refit: "each_fold",
    seed: "1",
    place: "server",
  };
}

/** Where a sliding window starts: ten seasons or horizons, whichever is longer. */
function windowFor({ recommended }: Version): number {
  return 10 * Math.max(recommended.seasonLength, recommended.horizonSteps);
}

function repeated({ spec, question, data, place }: RunView): RunFormValues {
  return {
    datasetVersionId: data.versionId,
    question,
    holidays: spec.holidays?.place ?? "",
    mask: spec.labels?.mask ?? [...MASKED_KINDS],
    promotions: spec.labels?.promotions ?? false,
    sealed: spec.sealed,
    horizonSteps: String(spec.horizonSteps),
    seasonLength: String(spec.seasonLength),
    selectionFolds: String(spec.selectionFolds),
    testFolds: String(spec.testFolds),
    models: [...spec.models],
    trainingSteps: String(spec.network.trainingSteps),
    members: String(spec.network.members),
    family: spec.network.family,
    budgetSeconds: String(spec.auto.budgetSeconds),
    window: spec.window.kind,
    windowSteps: String(
      spec.window.kind === "sliding"
        ? spec.window.windowSteps
        : 10 * Math.max(spec.seasonLength, spec.horizonSteps),
    ),
    gapSteps: String(spec.gapSteps),
    refit: spec.refit,
    seed: String(spec.seed),
    place,
  };
}
