"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { SeriesSummary, SeriesValues } from "#lib/features/datasets/index.ts";
import {
  LABEL_WORDS,
  type LabelInput,
  type LabelKind,
  type LabelView,
  type Proposals,
  type ProposalView,
} from "#lib/features/datasets/labels/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { perPeriod } from "../words.ts";
import { LabelForm } from "./label-form.tsx";
import { LabelPlot, type Mark, stretchWords } from "./label-plot.tsx";
import { LabelTable } from "./label-table.tsx";
import { ProposalList, proposalKey } from "./proposal-list.tsx";
import { SeriesChoice } from "./series-choice.tsx";
import { around, endsOf, lastPeriods, placesOf, type Stretch, type View, viewWith } from "./stretch.ts";
import { useJson } from "./use-json.ts";
import { type Answer, useLabels } from "./use-labels.ts";

const STRETCHES = [
  { value: "1000000000", label: "Whole history" },
  { value: "365", label: "Last 365 periods" },
  { value: "90", label: "Last 90 periods" },
] as const;

/** Marks what a series' numbers do not say: on the chart by hand, or by answering what the detectors propose. */
export function LabelScreen({
  url,
  frequency,
  given,
  firstSeries,
  mayEdit,
  add,
  remove,
  restore,
}: {
  /** Address of the version. */
  url: string;
  frequency: string;
  given: readonly LabelView[];
  /** The series that the address names. */
  firstSeries: string | null;
  mayEdit: boolean;
  add: (input: { answer: "accept" | "reject"; labels: LabelInput[] }) => Promise<Answer>;
  remove: (input: { ids: string[] }) => Promise<Answer>;
  restore: (input: { ids: string[] }) => Promise<Answer>;
}) {
  const summary = useJson<SeriesSummary>(`${url}/summary`);
  const ids = summary.value?.ids ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const wanted = firstSeries === null ? 0 : Math.max(0, ids.indexOf(firstSeries));
  const series = chosen ?? wanted;
  const values = useJson<SeriesValues>(`${url}/series?series=${summary.value ? series : 0}`);
  const book = useLabels({ given, add, remove, restore });
  const proposals = useJson<Proposals>(`${url}/labels/proposals`, book.asked);
  const [stretch, setStretch] = useState<Stretch | null>(null);
  const [view, setView] = useState<View | null>(null);
  const [kind, setKind] = useState<LabelKind>("stockout");
  const [length, setLength] = useState<string>(STRETCHES[0].value);
  /** What is to be shown once its series is there. */
  const toShow = useRef<{ seriesId: string | null; fromTime: number; untilTime: number } | null>(null);

  const shown = values.value;
  const isFresh = values.of === `${url}/series?series=${series}`;
  const id = ids[series] ?? shown?.id ?? "";
  useEffect(() => {
    if (!shown || !isFresh) return;
    const isOfAnother = (toShow.current?.seriesId ?? shown.id) !== shown.id;
    if (isOfAnother) return;
    const places = toShow.current && placesOf(shown.times, toShow.current);
    toShow.current = null;
    setStretch(places ? { cursor: places.last, anchor: places.first } : null);
    setView(places ? around(places, shown.times.length) : null);
  }, [shown, isFresh]);

  const count = shown?.times.length ?? 0;
  const seen = view ?? lastPeriods(count, Number(length));
  const own = book.labels.filter((label) => label.seriesId === null || label.seriesId === id);
  const waiting = (proposals.value?.items ?? []).filter((item) => !book.answered.has(proposalKey(item)));
  const left = proposals.value && {
    items: waiting,
    counts: countLeft(proposals.value, book.answered),
  };
  const marks: Mark[] = shown
    ? [
        ...own.map((label) => ({ ...label, key: label.id, isProposal: false })),
        ...waiting
          .filter((item) => item.seriesId === null || item.seriesId === id)
          .map((item) => ({ ...item, key: proposalKey(item), isProposal: true })),
      ].flatMap(({ key, kind: of, isProposal, ...span }) => {
        const places = placesOf(shown.times, span);
        return places ? [{ key, kind: of, isProposal, ...places }] : [];
      })
    : [];

  const mark = (next: Stretch) => {
    setStretch(next);
    setView(viewWith(seen, next.cursor, count));
  };
  const show = (target: {
    seriesId: string | null;
    fromTime: number;
    untilTime: number;
    kind: LabelKind;
  }) => {
    setKind(target.kind);
    const place = target.seriesId === null ? series : ids.indexOf(target.seriesId);
    if (summary.value && place < 0) return;
    if (place !== series || !shown || !isFresh) {
      // Pressed before the list or the series was here: shown as soon as it is.
      toShow.current = target;
      if (place >= 0) setChosen(place);
      return;
    }
    const places = placesOf(shown.times, target);
    if (!places) return;
    setStretch({ cursor: places.last, anchor: places.first });
    setView(around(places, count));
  };
  const label = (wish: { kind: LabelKind; text: string; isForAll: boolean }) => {
    if (!shown || !stretch || !isFresh) return;
    const { first, last } = endsOf(stretch);
    const fromTime = shown.times[first];
    const toTime = shown.times[last];
    if (fromTime === undefined || toTime === undefined) return;
    const seriesId = wish.isForAll ? null : shown.id;
    void book.answer("accept", [
      { kind: wish.kind, text: wish.text, seriesId, fromTime, toTime, detector: null },
    ]);
  };
  const byKey = (pressed: LabelKind) => {
    setKind(pressed);
    // A note needs its words first.
    if (pressed === "note")
      document.getElementById("label-form")?.querySelector<HTMLInputElement>("input")?.focus();
    else label({ kind: pressed, text: "", isForAll: false });
  };
  const answer = (how: "accept" | "reject", items: readonly ProposalView[]) =>
    void book.answer(
      how,
      items.map(({ kind: of, seriesId, fromTime, toTime, detector }) => ({
        ...{ kind: of, seriesId, fromTime, toTime, detector, text: "" },
      })),
      items.map(proposalKey),
    );
  const step = (by: number) => {
    if (ids.length > 0) setChosen((series + by + ids.length) % ids.length);
  };
  const onKey = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: J and K work wherever the focus is within
    <div onKeyDown={onKey}>
      {book.problem ? (
        <Notice tone="bad" title="That was not done" className="mb-4">
          {book.problem}
        </Notice>
      ) : null}
      <div className="grid xl:grid-cols-[minmax(0,1.8fr)_minmax(0,1fr)] gap-x-10 gap-y-8">
        <section aria-label={`Series ${id}`} className="min-w-0">
          <div className="flex flex-wrap items-center gap-2 mb-3">
            <SeriesChoice ids={ids} chosen={series} onChoose={setChosen} />
            <Button onClick={() => step(-1)}>Previous</Button>
            <Button onClick={() => step(1)}>Next</Button>
            <span className="text-secondary text-ink3 max-md:hidden">or J and K</span>
            <Select
              aria-label="Stretch shown"
              className="w-44 ml-auto max-md:w-full max-md:ml-0"
              value={length}
              options={STRETCHES}
              onChange={(event) => {
                setLength(event.currentTarget.value);
                setView(null);
              }}
            />
          </div>
          {values.failure ? (
            <Notice tone="bad" title="This series could not be shown">
              {values.failure}
            </Notice>
          ) : null}
          {shown ? (
            <div className={isFresh ? undefined : "opacity-60"}>
              <LabelPlot
                series={shown}
                frequency={frequency}
                unit={`units ${perPeriod(frequency)}`}
                view={seen}
                marks={marks}
                stretch={isFresh ? stretch : null}
                mayEdit={mayEdit}
                onStretch={mark}
                onKind={byKey}
                onUndo={() => void book.undo()}
              />
            </div>
          ) : values.failure ? null : (
            <Skeleton className="h-80 w-full" />
          )}
          <p id="label-keys" className="text-axis text-ink3 mt-1">
            {mayEdit
              ? "Drag to mark, or move with the arrow keys and hold Shift. Then 1 to 6 label it, Ctrl Z takes it back. "
              : "Move with the arrow keys and hold Shift to add up a stretch. "}
            Dashed: a proposal. A break in the line is a period without a value, never a zero.
          </p>
          <Undo book={book} />
          {mayEdit ? (
            <div id="label-form">
              <LabelForm
                marked={
                  shown && stretch && isFresh
                    ? stretchWords(shown, frequency, endsOf(stretch), stretch.cursor)
                    : null
                }
                {...{ kind, onKind: setKind, isBusy: book.isBusy, error: book.fields.text, onLabel: label }}
              />
            </div>
          ) : null}
          <Section
            title="Labels of this series"
            aside={`${formatNumber(own.length)} of ${formatNumber(book.labels.length)}`}
          >
            <LabelTable
              {...{ labels: own, frequency, mayEdit, isBusy: book.isBusy, withSeries: false, onShow: show }}
              onRemove={(each) => void book.remove([each.id])}
            />
          </Section>
        </section>
        <section aria-label="Proposals" className="min-w-0">
          <h2 className="text-section mb-3">Proposals</h2>
          {proposals.failure ? (
            <Notice tone="bad" title="The detectors gave no answer">
              {proposals.failure}
            </Notice>
          ) : null}
          {left ? (
            <ProposalList
              {...{
                proposals: left,
                frequency,
                mayEdit,
                isBusy: book.isBusy,
                onShow: show,
                onAnswer: answer,
              }}
            />
          ) : proposals.failure ? null : (
            <Skeleton className="h-80 w-full" />
          )}
        </section>
      </div>
      <Section title="All labels of the dataset" aside={`${formatNumber(book.labels.length)}, newest first`}>
        <LabelTable
          {...{
            labels: book.labels,
            frequency,
            mayEdit,
            isBusy: book.isBusy,
            withSeries: true,
            onShow: show,
          }}
          onRemove={(each) => void book.remove([each.id])}
        />
      </Section>
    </div>
  );
}

function countLeft({ items, counts }: Proposals, answered: ReadonlySet<string>): Proposals["counts"] {
  const left = { ...counts };
  for (const item of items) if (answered.has(proposalKey(item))) left[item.detector] -= 1;
  return left;
}

/** What was done last, and the way back. */
function Undo({ book }: { book: ReturnType<typeof useLabels> }) {
  const { last } = book;
  return (
    <p className="mt-2 min-h-6 flex items-center gap-3 text-secondary" role="status">
      {last ? (
        <>
          <span>
            {last.done === "removed"
              ? `Removed ${words(last.labels)}.`
              : last.done === "rejected"
                ? `Rejected ${words(last.labels)}.`
                : `Labelled ${words(last.labels)}.`}
          </span>
          <Button size="small" disabled={book.isBusy} onClick={() => void book.undo()}>
            Undo
          </Button>
        </>
      ) : null}
    </p>
  );
}

function words(labels: readonly LabelView[]): string {
  const [first] = labels;
  if (!first) return "nothing";
  const name = LABEL_WORDS[first.kind].name.toLowerCase();
  if (labels.length === 1)
    return `a ${name} of ${first.seriesId ?? "all series"}`.replace("a outlier", "an outlier");
  return `${formatNumber(labels.length)} stretches`;
}
