"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, lazy, Suspense, useRef, useState, useTransition } from "react";
import { FailedNotice } from "#components/datasets/validate/failed-notice.tsx";
import { periodsWords } from "#components/datasets/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import type { RunOptions, RunRequest } from "#lib/features/runs/index.ts";
import type { ActionResult } from "#lib/platform/action.ts";
import { AdvancedOptions } from "./advanced-options.tsx";
import { trainHere } from "./browser-training/record.ts";
import { type RunFormValues, requestOf, roomFor, specOfValues, type TextField } from "./form-values.ts";
import { MethodChoice } from "./method-choice.tsx";
import { PlaceChoice } from "./place-choice.tsx";

/** Rests on the whole plan of tasks; the form can be filled before it is there. */
const RunEstimate = lazy(() => import("./run-estimate.tsx"));

/** Reads calendars, which the fields do not wait for. */
const FoldStrip = lazy(() => import("./fold-strip.tsx"));
const LabelChoice = lazy(() => import("./label-choice.tsx"));
const LABELS_THAT_ACT = ["stockout", "closure", "outlier", "promotion"] as const;

/** Sent twice, the same settings make one run; other settings, another. */
function useClientKey(): (payload: string) => string {
  const last = useRef<{ payload: string; key: string } | null>(null);
  return (payload) => {
    if (last.current?.payload !== payload) {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      last.current = { payload, key: Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("") };
    }
    return last.current.key;
  };
}

/** No country first; and the one of a repeated run, which may be a region that the list has not. */
function holidayChoices(countries: RunOptions["countries"], chosen: string) {
  const others = countries.map(({ place, name }) => ({ value: place, label: name }));
  const isKnown = chosen === "" || countries.some(({ place }) => place === chosen);
  return [
    { value: "", label: "No country: holidays are days like others" },
    ...(isKnown ? [] : [{ value: chosen, label: chosen }]),
    ...others,
  ];
}

/** Everything about a new run on one page, each field with what it does; the time strip shows what it means. */
export function RunForm({
  options,
  initial,
  base,
  request,
}: {
  options: RunOptions;
  initial: RunFormValues;
  base: string;
  request: (request: RunRequest) => Promise<ActionResult<{ number: number }>>;
}) {
  const router = useRouter();
  const [values, setValues] = useState(initial);
  const [problem, setProblem] = useState<{ detail: string; fields: Record<string, string> } | null>(null);
  const [isPending, start] = useTransition();
  const clientKey = useClientKey();

  const version = options.versions.find((each) => each.id === values.datasetVersionId);
  const spec = specOfValues(values);
  const room = spec && version ? roomFor(spec, version) : null;
  const set = (change: Partial<RunFormValues>) => {
    setValues((old) => ({ ...old, ...change }));
    setProblem(null);
  };
  const text = (name: TextField) => ({
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  const whole = (name: TextField) => ({
    ...text(name),
    inputMode: "numeric" as const,
    autoComplete: "off",
  });
  const error = (field: string) => problem?.fields[field];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const key = clientKey(JSON.stringify(values));
      const result = await request(requestOf(values, key)).catch(() => null);
      if (result?.ok) {
        if (values.place === "browser") trainHere(base, result.value.number);
        router.push(`${base}/runs/${result.value.number}`);
      } else {
        const detail = "The server could not be reached. What you filled in is kept here. Try again.";
        setProblem({ detail: result?.problem.detail ?? detail, fields: result?.problem.fields ?? {} });
      }
    });
  };

  return (
    <form onSubmit={submit} noValidate className="max-w-[52rem]">
      {problem ? (
        <Notice tone="bad" title="The run was not started" className="mb-4">
          {Object.keys(problem.fields).length > 0
            ? "One of the fields below needs another value. Everything else is kept as it is."
            : problem.detail}
        </Notice>
      ) : null}
      {version?.failed ? (
        <FailedNotice
          failed={version.failed}
          href={`${base}/data/${version.id}/checks`}
          about="data"
          className="mb-4"
        />
      ) : null}
      <Section title="What to find out" plain>
        <div className="grid gap-4">
          <Field
            label="Question"
            error={error("question")}
            hint="One line that this run answers. It stands beside the result."
          >
            <Input
              {...text("question")}
              maxLength={300}
              placeholder="Does a network beat last week's sales?"
            />
          </Field>
          <Field
            label="Data"
            error={error("datasetVersionId")}
            hint={
              version
                ? `${version.series.toLocaleString("en")} series, ${periodsWords(version.periods, version.frequency)}. A version never changes, so the run can be repeated.`
                : "The version of the data that is learnt from."
            }
          >
            <Select
              value={values.datasetVersionId}
              onChange={(event) => {
                const next = options.versions.find((each) => each.id === event.currentTarget.value);
                const models = values.models.filter((key) => key !== "today" || next?.hasTodayForecast);
                set({ datasetVersionId: event.currentTarget.value, models });
              }}
              options={options.versions.map(({ id, title }) => ({ value: id, label: title }))}
            />
          </Field>
          <Field
            label="Public holidays of"
            error={error("holidays")}
            hint="Known ahead to the regression, trees and networks. They help where holidays that were open sell otherwise than other days."
          >
            <Select
              value={values.holidays}
              onChange={(event) => set({ holidays: event.currentTarget.value })}
              options={holidayChoices(options.countries, values.holidays)}
            />
          </Field>
          {version && LABELS_THAT_ACT.some((kind) => version.labels[kind]) ? (
            <Suspense>
              <LabelChoice values={values} counts={version.labels} set={set} error={error("labels")} />
            </Suspense>
          ) : null}
        </div>
      </Section>

      <Section title="How far, and against what">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Horizon"
            error={error("horizonSteps")}
            hint="Steps ahead that each forecast reaches: as far as the decision has to look."
          >
            <Input {...whole("horizonSteps")} unit="steps" />
          </Field>
          <Field
            label="Season"
            error={error("seasonLength")}
            hint="Steps after which the pattern returns: 7 for days of a week. 1 means none."
          >
            <Input {...whole("seasonLength")} unit="steps" />
          </Field>
          <Field
            label="Selection folds"
            error={error("selectionFolds")}
            hint="Past periods, each one horizon long, on which the methods are compared and chosen."
          >
            <Input {...whole("selectionFolds")} unit="folds" />
          </Field>
          <Field
            label="Untouched folds"
            error={error("testFolds")}
            hint="The last periods. Nothing reads them before the choice is made; the verdict rests on them."
          >
            <Input {...whole("testFolds")} unit="folds" />
          </Field>
        </div>
        {spec && version && room?.fits ? (
          <div className="mt-4">
            <Suspense fallback={<div className="h-32" />}>
              <FoldStrip
                periods={version.periods}
                lastTime={version.lastTime}
                frequency={version.frequency}
                horizonSteps={spec.horizonSteps}
                selectionFolds={spec.selectionFolds}
                testFolds={spec.testFolds}
                gapSteps={spec.gapSteps ?? 0}
                windowSteps={spec.window?.kind === "sliding" ? spec.window.windowSteps : null}
              />
            </Suspense>
            <a
              className="link text-secondary"
              href={`${base}/data/${version.id}/split?${new URLSearchParams({
                ...{ horizonSteps: values.horizonSteps, seasonLength: values.seasonLength },
                ...{ selectionFolds: values.selectionFolds, testFolds: values.testFolds },
                gapSteps: values.gapSteps,
              })}`}
              target="_blank"
              rel="noreferrer"
            >
              See it drawn over the data, and what leaks
            </a>
          </div>
        ) : null}
        {room && version && !room.fits && !error("horizonSteps") ? (
          <Notice tone="stale" title="The data is too short for this" className="mt-4">
            These folds need {room.needed.toLocaleString("en")} periods; the data has{" "}
            {version.periods.toLocaleString("en")}. Fewer folds or a shorter horizon would fit.
          </Notice>
        ) : null}
      </Section>

      <Section title="Methods">
        <MethodChoice
          options={options}
          values={values}
          hasToday={version?.hasTodayForecast ?? false}
          {...{ set, whole, error }}
        />
        <AdvancedOptions values={values} {...{ set, whole, error }} />
      </Section>

      <Section title="Place">
        <PlaceChoice value={values.place} onChange={(place) => set({ place })} error={error("place")} />
      </Section>

      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4 mt-6">
        <Button
          type="submit"
          variant="primary"
          busy={isPending ? "Starting" : null}
          className="max-md:w-full"
        >
          Train
        </Button>
        <p className="text-secondary text-ink2" aria-live="polite">
          {spec && version && room?.fits ? (
            <Suspense>
              <RunEstimate spec={spec} version={version} measured={options.measured} place={values.place} />
            </Suspense>
          ) : null}
        </p>
      </div>
    </form>
  );
}
