"use client";

import { type KeyboardEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Select } from "#components/ui/select.tsx";
import {
  DETECTOR_KEYS,
  DETECTORS,
  type Detector,
  LABEL_WORDS,
  type Proposals,
  type ProposalView,
} from "#lib/features/datasets/labels/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { spanWords } from "./label-table.tsx";

const SHOWN = 40;
export const proposalKey = ({ detector, seriesId, fromTime, untilTime }: ProposalView) =>
  `${detector}/${seriesId}/${fromTime}/${untilTime}`;

/** What the detectors found, to accept or reject: one, some, or all that are shown. A and R answer the row in focus. */
export function ProposalList({
  proposals,
  frequency,
  mayEdit,
  isBusy,
  onShow,
  onAnswer,
}: {
  proposals: Proposals;
  frequency: string;
  mayEdit: boolean;
  isBusy: boolean;
  onShow: (proposal: ProposalView) => void;
  onAnswer: (answer: "accept" | "reject", proposals: readonly ProposalView[]) => void;
}) {
  const [detector, setDetector] = useState<Detector | "all">("all");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const all = proposals.items.filter((item) => detector === "all" || item.detector === detector);
  const shown = all.slice(0, SHOWN);
  const total =
    detector === "all"
      ? DETECTOR_KEYS.reduce((sum, key) => sum + proposals.counts[key], 0)
      : proposals.counts[detector];
  const chosen = shown.filter((item) => ticked.has(proposalKey(item)));
  const answer = (how: "accept" | "reject", items: readonly ProposalView[]) => {
    onAnswer(how, items);
    setTicked(new Set());
  };
  const tick = (key: string) => {
    const next = new Set(ticked);
    if (!next.delete(key)) next.add(key);
    setTicked(next);
  };
  const onRowKey = (event: KeyboardEvent<HTMLLIElement>, item: ProposalView) => {
    const how = { a: "accept", r: "reject" }[event.key.toLowerCase()] as "accept" | "reject" | undefined;
    if (!how || !mayEdit || isBusy || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const neighbour = event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling;
    neighbour?.querySelector<HTMLElement>("[data-row]")?.focus();
    answer(how, [item]);
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label="Detector"
          className="w-64 max-md:w-full"
          value={detector}
          onChange={(event) => {
            setDetector(event.currentTarget.value as Detector | "all");
            setTicked(new Set());
          }}
          options={[
            { value: "all", label: "All detectors" },
            ...DETECTOR_KEYS.map((key) => ({
              value: key,
              label: `${DETECTORS[key].name} (${formatNumber(proposals.counts[key])})`,
            })),
          ]}
        />
        {mayEdit && shown.length > 0 ? (
          <>
            <Button
              size="small"
              onClick={() =>
                setTicked(chosen.length === shown.length ? new Set() : new Set(shown.map(proposalKey)))
              }
            >
              {chosen.length === shown.length ? "Untick all" : "Tick all shown"}
            </Button>
            <Button
              size="small"
              disabled={chosen.length === 0 || isBusy}
              onClick={() => answer("accept", chosen)}
            >
              Accept {chosen.length}
            </Button>
            <Button
              size="small"
              disabled={chosen.length === 0 || isBusy}
              onClick={() => answer("reject", chosen)}
            >
              Reject {chosen.length}
            </Button>
          </>
        ) : null}
      </div>
      <p className="text-secondary text-ink3 mt-2" role="status">
        {total === 0
          ? "The detectors find nothing that was not answered."
          : `${formatNumber(Math.min(SHOWN, all.length))} of ${formatNumber(total)}, the strangest first.`}
      </p>
      <ul className="mt-2 divide-y divide-line max-h-[34rem] overflow-y-auto" aria-label="Proposals">
        {shown.map((item) => {
          const key = proposalKey(item);
          const name = `${LABEL_WORDS[item.kind].name} of ${item.seriesId ?? "all series"}, ${spanWords(item, frequency)}`;
          return (
            <li
              key={key}
              className="flex items-start gap-2 py-2"
              onKeyDown={(event) => onRowKey(event, item)}
            >
              {mayEdit ? (
                <input
                  type="checkbox"
                  className="size-4 mt-1 shrink-0"
                  aria-label={`Tick ${name}`}
                  checked={ticked.has(key)}
                  onChange={() => tick(key)}
                />
              ) : null}
              <button
                type="button"
                data-row
                className={cx("min-w-0 flex-1 text-left rounded-control px-1 hover:bg-sunken")}
                onClick={() => onShow(item)}
              >
                <span className="block font-medium [overflow-wrap:anywhere]">
                  {LABEL_WORDS[item.kind].name}?{" "}
                  <span className="font-normal">{item.seriesId ?? "All series"}</span>
                </span>
                <span className="block text-secondary text-ink2">{spanWords(item, frequency)}</span>
                <span className="block text-secondary text-ink3">{item.why}</span>
              </button>
              {mayEdit ? (
                <span className="flex gap-1 shrink-0">
                  <Button
                    size="small"
                    disabled={isBusy}
                    aria-label={`Accept: ${name}`}
                    onClick={() => answer("accept", [item])}
                  >
                    Accept
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    disabled={isBusy}
                    aria-label={`Reject: ${name}`}
                    onClick={() => answer("reject", [item])}
                  >
                    Reject
                  </Button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}
