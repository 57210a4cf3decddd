"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { SavedRecipe, StepsPreview } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { frequencyWords } from "../words.ts";
import { Working } from "../working.tsx";
import { AddStep } from "./add-step.tsx";
import { BeforeAfter } from "./before-after.tsx";
import type { StepDraft } from "./field.ts";
import { firstStep } from "./first-step.ts";
import { SavingTrouble, savingWords } from "./saving-trouble.tsx";
import { SeriesPicker } from "./series-picker.tsx";
import { Sides } from "./sides.tsx";
import { StepList } from "./step-list.tsx";
import { unitOf } from "./unit.ts";
import { useBuild } from "./use-build.ts";
import { useDraft } from "./use-draft.ts";
import { usePreview } from "./use-preview.ts";
import { useUndoKeys } from "./use-undo-keys.ts";

const STRETCHES = [
  { value: "90", label: "Last 90 periods" },
  { value: "365", label: "Last 365 periods" },
  { value: "1000000", label: "Whole history" },
];

const StepForm = lazy(() => import("./step-form.tsx").then((part) => ({ default: part.StepForm })));

/** The steps of a dataset's recipe on the left, what they make of real series on the right. */
export function WrangleScreen({
  url,
  base,
  datasetId,
  versionNumber,
  saved,
  hasSteps,
  isPosition,
}: {
  /** Address of this page; its data stand below. */
  url: string;
  /** Address of the project's data. */
  base: string;
  datasetId: string;
  versionNumber: number;
  saved: SavedRecipe;
  /** The version was made with steps: none at all is another one. */
  hasSteps: boolean;
  isPosition: boolean;
}) {
  const { history, change, saving, settle } = useDraft({ url, datasetId, saved });
  const { steps } = history;
  const [series, setSeries] = useState<readonly string[]>([]);
  const { preview, stage, failure } = usePreview(url, steps, series);
  const [stretch, setStretch] = useState("365");
  const [editing, setEditing] = useState<StepDraft | null>(null);
  const build = useBuild(url, base);
  useUndoKeys(change);

  const columns = merged(preview);
  const isNew = editing !== null && !steps.some(({ id }) => id === editing.id);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="text-now max-w-[75ch]" role="status">
          {conclusion(preview, stage)}
        </p>
        <Button
          variant="primary"
          className="max-md:w-full"
          busy={build.stage ? "Making the version" : null}
          disabled={(steps.length === 0 && !hasSteps) || (preview?.refused ?? null) !== null}
          onClick={() => build.start(steps)}
        >
          Make a version with this recipe
        </Button>
      </div>
      {build.stage ? <Working stage={build.stage} share={build.share} onStop={build.stop} /> : null}
      {build.failure ? (
        <Notice tone="bad" title="No version was made" className="mt-4">
          {build.failure}
        </Notice>
      ) : null}
      <div className="border-t border-line mt-5 pt-4 grid lg:grid-cols-[minmax(0,1fr)_minmax(0,1.25fr)] gap-x-10 gap-y-8">
        <section aria-labelledby="steps" className="min-w-0">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 mb-3">
            <h2 id="steps" className="text-section">
              Steps
            </h2>
            <div className="flex items-center gap-1">
              <span className="text-secondary text-ink3 mr-2" role="status">
                {savingWords(saving)}
              </span>
              <Button
                size="small"
                disabled={history.past.length === 0}
                onClick={() => change({ type: "undo" })}
              >
                Undo
              </Button>
              <Button
                size="small"
                disabled={history.future.length === 0}
                onClick={() => change({ type: "redo" })}
              >
                Redo
              </Button>
            </div>
          </div>
          <SavingTrouble saving={saving} onSettle={settle} />
          {steps.length === 0 && !editing ? (
            <EmptyState
              title="No steps yet"
              example="For example: fill gaps of up to 3 days with 0; mark outliers; add the public holidays of Italy."
            >
              A step changes the rows in one way and says how many. Steps are kept with the dataset and done
              again on each new version. The file stays as it came.
            </EmptyState>
          ) : (
            <StepList
              steps={steps}
              facts={preview?.facts ?? []}
              refused={preview?.refused ?? null}
              unit={unitOf(preview?.before.frequency ?? "D")}
              actions={{
                onEdit: (step) => setEditing(step as unknown as StepDraft),
                onMove: (id, by) => {
                  change({ type: "move", id, by });
                  focusStep(id, by < 0 ? "up" : "down");
                },
                onSwitch: (id) => change({ type: "switch", id }),
                onRemove: (id) => {
                  change({ type: "remove", id });
                  focusOn("undo-step");
                },
              }}
            />
          )}
          {failure ? (
            <Notice tone="bad" title="These steps cannot be tried" className="mt-3">
              {failure} Your steps are kept.
            </Notice>
          ) : null}
          <div className="mt-4">
            {editing ? (
              <Suspense fallback={<Skeleton className="h-60 w-full" />}>
                <StepForm
                  key={String(editing.id)}
                  first={editing}
                  columns={columns}
                  isPosition={isPosition}
                  onKeep={(step) => {
                    change({ type: "put", step });
                    setEditing(null);
                    focusStep(step.id, "edit");
                  }}
                  onCancel={() => {
                    setEditing(null);
                    if (isNew) focusOn("add-step");
                    else focusStep(String(editing.id), "edit");
                  }}
                />
              </Suspense>
            ) : null}
            {editing && !isNew ? null : (
              <AddStep
                isOpen={editing !== null}
                onAdd={(kind) => setEditing(firstStep(kind, crypto.randomUUID()))}
              />
            )}
          </div>
        </section>
        <section aria-labelledby="before-after" className="min-w-0">
          <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2 mb-3">
            <h2 id="before-after" className="text-section">
              Before and after
            </h2>
            <div className="flex flex-wrap items-end gap-2">
              <Select
                aria-label="Stretch shown"
                className="w-40"
                value={stretch}
                options={STRETCHES}
                onChange={(event) => setStretch(event.target.value)}
              />
              <SeriesPicker preview={preview} onPick={setSeries} />
            </div>
          </div>
          {stage && preview ? (
            <p role="status" className="text-secondary text-ink3 mb-2">
              {stage}
            </p>
          ) : null}
          {preview ? (
            <div className={stage ? "opacity-60" : undefined}>
              <Sides preview={preview} versionNumber={versionNumber} />
              <div className="flex flex-col gap-6 mt-4">
                {preview.series.map((each) => (
                  <BeforeAfter
                    key={each.id}
                    series={each}
                    frequency={preview.after.frequency}
                    periods={Number(stretch)}
                  />
                ))}
                {preview.series.length === 0 ? (
                  <p className="text-ink2">No series of this name, before or after.</p>
                ) : null}
              </div>
            </div>
          ) : failure ? null : (
            <Skeleton className="h-72 w-full" />
          )}
        </section>
      </div>
    </>
  );
}

/** Covariates before the recipe and after it: what a step in between may use. */
function merged(preview: StepsPreview | null) {
  const all = [...(preview?.before.columns ?? []), ...(preview?.after.columns ?? [])];
  return [...new Map(all.map((column) => [column.name, column])).values()];
}

function conclusion(preview: StepsPreview | null, stage: string | null): string {
  if (!preview) return stage ?? "The recipe was not tried yet.";
  const { before, after, refused, sample } = preview;
  if (refused) return `Step ${refused.index + 1} does not fit the data. Nothing is stored until it does.`;
  const rows = (side: StepsPreview["before"]) =>
    `${formatNumber(side.series)} series and ${formatNumber(side.rows)} rows`;
  const tried = sample
    ? ` Tried on ${formatNumber(sample.series)} of ${formatNumber(sample.of)} series; the version takes all.`
    : "";
  if (preview.facts.length === 0) return `${rows(before)}, as they were read.${tried}`;
  const rhythm = before.frequency === after.frequency ? "" : `, ${frequencyWords(after.frequency)}`;
  return before.rows === after.rows && before.series === after.series
    ? `${rows(after)} stay in number; what changed in them stands at each step.${tried}`
    : `${rows(before)} become ${rows(after)}${rhythm}.${tried}`;
}

/** What had the focus is gone or has moved: it goes to where one works on, once that is drawn. */
function focusOn(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

/** The button of a step; at an end of the list, where it cannot be pressed, its way to edit. */
function focusStep(id: string, button: "edit" | "up" | "down"): void {
  requestAnimationFrame(() => {
    const item = document.getElementById(`step-${id}`);
    const wanted = item?.querySelector<HTMLButtonElement>(`button[data-does="${button}"]:enabled`);
    (wanted ?? item?.querySelector<HTMLButtonElement>('button[data-does="edit"]'))?.focus();
  });
}
