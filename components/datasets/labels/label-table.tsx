"use client";

import { Button } from "#components/ui/button.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { DETECTORS, LABEL_WORDS, type LabelView } from "#lib/features/datasets/labels/index.ts";
import { formatDate, formatNumber } from "#lib/format/index.ts";
import { formatTime } from "../words.ts";
import { KIND_LOOK } from "./kind-look.ts";

const SHOWN = 200;

/** Labels with who and when: the table behind the chart, from which they are removed. */
export function LabelTable({
  labels,
  frequency,
  withSeries,
  mayEdit,
  isBusy,
  onShow,
  onRemove,
}: {
  labels: readonly LabelView[];
  frequency: string;
  withSeries: boolean;
  mayEdit: boolean;
  isBusy: boolean;
  onShow: (label: LabelView) => void;
  onRemove: (label: LabelView) => void;
}) {
  if (labels.length === 0) return <p className="text-ink3">None yet.</p>;
  const shown = labels.slice(0, SHOWN);
  return (
    <>
      <Table label={withSeries ? "Stretches of all series" : "Stretches of this series"}>
        <thead>
          <tr>
            <Th>What</Th>
            {withSeries ? <Th>Series</Th> : null}
            <Th>When</Th>
            <Th wide>Words</Th>
            <Th wide>Who</Th>
            <Th>
              <span className="sr-only">Show or remove</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((label) => (
            <tr key={label.id}>
              <Td>
                <span className="inline-flex items-center gap-1.5">
                  <span
                    aria-hidden="true"
                    className="size-2.5 rounded-tag border"
                    style={{ background: KIND_LOOK[label.kind].fill, borderColor: KIND_LOOK[label.kind].ink }}
                  />
                  {LABEL_WORDS[label.kind].name}
                </span>
              </Td>
              {withSeries ? <Td className="max-w-48 truncate">{label.seriesId ?? "all series"}</Td> : null}
              <Td>
                <button type="button" className="link text-left" onClick={() => onShow(label)}>
                  {spanWords(label, frequency)}
                </button>
                {!withSeries && label.seriesId === null ? (
                  <span className="block text-secondary text-ink3">all series</span>
                ) : null}
              </Td>
              <Td wide className="max-w-64 [overflow-wrap:anywhere]">
                {label.text}
              </Td>
              <Td wide className="text-secondary text-ink2">
                {label.createdBy ?? "somebody"}, {formatDate(label.createdAt)}
                {label.detector ? (
                  <span className="block text-ink3">
                    proposed by: {DETECTORS[label.detector].name.toLowerCase()}
                  </span>
                ) : null}
              </Td>
              <Td className="text-right">
                {mayEdit ? (
                  <Button
                    size="small"
                    disabled={isBusy}
                    aria-label={`Remove ${LABEL_WORDS[label.kind].name.toLowerCase()}, ${spanWords(label, frequency)}`}
                    onClick={() => onRemove(label)}
                  >
                    Remove
                  </Button>
                ) : null}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {labels.length > SHOWN ? (
        <p className="text-secondary text-ink3 mt-2">
          The newest {SHOWN} of {formatNumber(labels.length)}. Choose a series to see the rest of its own.
        </p>
      ) : null}
    </>
  );
}

/** "12 Sep 2018 to 25 Sep 2018"; one period is named once. */
export function spanWords(
  { fromTime, toTime }: { fromTime: number; toTime: number },
  frequency: string,
): string {
  const [from, to] = [formatTime(fromTime, frequency), formatTime(toTime, frequency)];
  return from === to ? from : `${from} to ${to}`;
}
