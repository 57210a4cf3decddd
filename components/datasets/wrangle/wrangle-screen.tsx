"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import {
  type SavedRecipe,
  STEP_KINDS,
  type StepKind,
  type StepsPreview,
} from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { postAndFollow, RequestFailed } from "../requests.ts";
import { frequencyWords } from "../words.ts";
import { Working } from "../working.tsx";
import { BeforeAfter } from "./before-after.tsx";
import { firstStep, type StepDraft } from "./step-fields.ts";
import { StepList } from "./step-list.tsx";
import { unitOf } from "./unit.ts";
import { type Saving, useDraft } from "./use-draft.ts";
import { usePreview } from "./use-preview.ts";

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
  isPosition,
}: {
  /** Address of this page; its data stand below. */
  url: string;
  /** Address of the project's data. */
  base: string;
  datasetId: string;
  versionNumber: number;
  saved: SavedRecipe;
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
          disabled={steps.length === 0 || preview?.refused != null}
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
                onMove: (id, by) => change({ type: "move", id, by }),
                onSwitch: (id) => change({ type: "switch", id }),
                onRemove: (id) => change({ type: "remove", id }),
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
                  }}
                  onCancel={() => setEditing(null)}
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

function savingWords(saving: Saving): string {
  if (saving === "saved") return "Saved";
  if (saving === "saving") return "Saving";
  return "Kept in this browser";
}

function SavingTrouble({
  saving,
  onSettle,
}: {
  saving: Saving;
  onSettle: (whose: "theirs" | "mine") => void;
}) {
  if (saving === "conflict") {
    return (
      <Notice
        tone="stale"
        title="Somebody else changed this recipe"
        className="mb-3"
        action={
          <>
            <Button size="small" onClick={() => onSettle("theirs")}>
              Take their steps
            </Button>
            <Button size="small" onClick={() => onSettle("mine")}>
              Keep these steps
            </Button>
          </>
        }
      >
        Your steps are kept in this browser; Undo brings them back after theirs were taken.
      </Notice>
    );
  }
  if (typeof saving === "string") return null;
  return (
    <Notice tone="stale" title="Not saved on the server yet" className="mb-3">
      {saving.failed} The next change tries again.
    </Notice>
  );
}

function AddStep({ isOpen, onAdd }: { isOpen: boolean; onAdd: (kind: StepKind) => void }) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (isOpen && details.current) details.current.open = false;
  }, [isOpen]);
  return (
    <details ref={details} className="mt-3" hidden={isOpen}>
      <summary className="text-accent font-medium list-inside cursor-pointer py-1">Add a step</summary>
      <ul className="grid sm:grid-cols-2 gap-x-4 mt-2">
        {(Object.keys(STEP_KINDS) as StepKind[]).map((kind) => (
          <li key={kind}>
            <button
              type="button"
              className="w-full text-left px-2 py-1.5 min-h-10 rounded-control hover:bg-sunken"
              onClick={() => onAdd(kind)}
            >
              <span className="block font-medium">{STEP_KINDS[kind].title}</span>
              <span className="block text-secondary text-ink3">{STEP_KINDS[kind].about}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function SeriesPicker({
  preview,
  onPick,
}: {
  preview: StepsPreview | null;
  onPick: (series: readonly string[]) => void;
}) {
  const id = useId();
  const [text, setText] = useState("");
  const names = [...new Set([...(preview?.before.names ?? []), ...(preview?.after.names ?? [])])];
  const pick = (name: string) => onPick(name === "" ? [] : [name]);
  return (
    <div className="w-56 max-w-full">
      <Field label="Series shown">
        <Input
          list={id}
          placeholder="The first ones"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value === "" || names.includes(event.target.value)) pick(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") pick(text);
          }}
        />
      </Field>
      <Names id={id} names={names} />
    </div>
  );
}

function Names({ id, names }: { id: string; names: readonly string[] }) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

function Sides({ preview, versionNumber }: { preview: StepsPreview; versionNumber: number }) {
  const { before, after } = preview;
  const rows: [label: string, before: string, after: string][] = [
    ["Series", formatNumber(before.series), formatNumber(after.series)],
    ["Rows", formatNumber(before.rows), formatNumber(after.rows)],
    ["Known values", formatNumber(before.known), formatNumber(after.known)],
    ["Rhythm", frequencyWords(before.frequency), frequencyWords(after.frequency)],
    [
      "Covariates",
      before.columns.map(({ name }) => name).join(", ") || "none",
      after.columns.map(({ name }) => name).join(", ") || "none",
    ],
  ];
  return (
    <table className="w-full border-collapse text-body">
      <caption className="sr-only">The data before and after the recipe</caption>
      <thead>
        <tr className="text-secondary text-ink3 text-left">
          <td />
          <th scope="col" className="font-medium py-1 pr-3">
            As version {versionNumber} was read
          </th>
          <th scope="col" className="font-medium py-1">
            After the recipe
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, from, to]) => (
          <tr key={label} className="border-t border-line">
            <th scope="row" className="text-left font-normal text-ink3 py-1 pr-3">
              {label}
            </th>
            <td className="py-1 pr-3 tabular-nums [overflow-wrap:anywhere]">{from}</td>
            <td
              className={`py-1 tabular-nums [overflow-wrap:anywhere] ${from === to ? "text-ink3" : "font-semibold"}`}
            >
              {to}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Undo and redo by the usual keys; a text being typed has its own. */
function useUndoKeys(change: (change: { type: "undo" } | { type: "redo" }) => void): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select")) return;
      event.preventDefault();
      change({ type: event.shiftKey ? "redo" : "undo" });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [change]);
}

function useBuild(url: string, base: string) {
  const router = useRouter();
  const [stage, setStage] = useState<{ text: string; share: number | undefined } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const start = (steps: readonly unknown[]) => {
    const controller = new AbortController();
    running.current = controller;
    setFailure(null);
    setStage({ text: "Beginning", share: undefined });
    postAndFollow<{ id: string }>(
      `${url}/build`,
      { steps },
      { signal: controller.signal, onStage: (text, share) => setStage({ text, share }) },
    ).then(
      ({ id }) => router.push(`${base}/${id}`),
      (error: unknown) => {
        setStage(null);
        if (controller.signal.aborted) return;
        setFailure(error instanceof RequestFailed ? error.trouble.detail : "The work broke off. Try again.");
      },
    );
  };
  return {
    stage: stage?.text ?? null,
    share: stage?.share,
    failure,
    start,
    stop: () => running.current?.abort(),
  };
}
