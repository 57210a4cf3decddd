"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import type { SeriesAnswer, WhatIfLine } from "#lib/features/runs/explain/index.ts";
import { type Label, post, useWhatIf } from "./use-explanations.ts";
import { WhatIfInputs } from "./what-if-inputs.tsx";
import { WhatIfResult } from "./what-if-result.tsx";
import { lineWords } from "./words.ts";

type Ahead = SeriesAnswer["ahead"][number];

interface Props {
  answer: SeriesAnswer;
  /** Of the steps ahead. */
  labels: readonly Label[];
  unit: string;
  endpoint: string;
  mayAsk: boolean;
  before: readonly WhatIfLine[];
  /** Where data is added. */
  dataPath: string;
  onAnswered: () => void;
}

/** The forecast under other values of an input that is known ahead, beside the one that stands. */
export function WhatIfPanel(props: Props) {
  const { answer, labels, unit, endpoint, mayAsk, before, dataPath, onAnswered } = props;
  const [name, setName] = useState(answer.ahead[0]?.name ?? "");
  const input = answer.ahead.find((each) => each.name === name) ?? answer.ahead[0];
  const [values, setValues] = useState<(number | null)[]>(input?.values ?? []);
  const { asked, isBusy, failure, follow, forget } = useWhatIf(endpoint);
  if (!input) return <NothingAhead others={answer.otherInputs} dataPath={dataPath} />;

  const isChanged = values.some((value, h) => value !== (input.values[h] ?? null));
  function choose(next: Ahead) {
    setName(next.name);
    setValues([...next.values]);
    forget();
  }
  async function askNow(changed: Ahead) {
    const changes = values.map((value, h) => (value === (changed.values[h] ?? null) ? null : value));
    await follow(() =>
      post(endpoint, { series: answer.series, changes: [{ name: changed.name, values: changes }] }),
    );
    onAnswered();
  }
  function open(line: WhatIfLine) {
    const [change] = line.changes;
    const own = answer.ahead.find((each) => each.name === change?.name);
    if (own && change && line.series === answer.series) {
      setName(own.name);
      setValues(own.values.map((value, h) => change.values[h] ?? value));
    }
    void follow(async () => ({ id: line.id }));
  }

  return (
    <div className="bg-surface border border-line rounded-panel p-4">
      {mayAsk ? (
        <>
          <div className="flex flex-wrap items-end gap-3">
            <Field label="Input known ahead" className="min-w-40">
              <Select
                value={input.name}
                onChange={(event) => {
                  const next = answer.ahead.find((each) => each.name === event.target.value);
                  if (next) choose(next);
                }}
              >
                {answer.ahead.map((each) => (
                  <option key={each.name}>{each.name}</option>
                ))}
              </Select>
            </Field>
            <Button
              disabled={!isChanged}
              busy={isBusy ? "Forecasting" : undefined}
              onClick={() => void askNow(input)}
            >
              Forecast with these values
            </Button>
            {isChanged ? (
              <Button variant="quiet" onClick={() => choose(input)}>
                Back to what is planned
              </Button>
            ) : null}
          </div>
          {input.values.includes(null) ? (
            <p className="mt-2 text-secondary text-ink2 max-w-[75ch]">
              The data does not say what {input.name} will be in every step (–); there the forecast assumes{" "}
              {input.isFlag || input.kind === "categorical" ? "its past share" : "its last known value"}.
            </p>
          ) : null}
          <WhatIfInputs input={input} labels={labels} values={values} onChange={setValues} />
        </>
      ) : (
        <p className="text-ink2">
          As a stakeholder you see what others have asked. Owners, product owners and data scientists can ask.
        </p>
      )}
      {failure ? (
        <Notice tone="bad" title="This could not be answered" className="mt-3">
          {failure}
        </Notice>
      ) : null}
      {asked?.answer ? (
        <WhatIfResult
          key={asked.id}
          answer={asked.answer}
          labels={asked.labels ?? labels}
          unit={unit}
          isBusy={isBusy}
        />
      ) : null}
      {before.length > 0 ? (
        <Before inputs={answer.ahead} lines={before} chosen={asked?.id ?? null} onOpen={open} />
      ) : null}
    </div>
  );
}

function Before(props: {
  inputs: readonly Ahead[];
  lines: readonly WhatIfLine[];
  chosen: string | null;
  onOpen: (line: WhatIfLine) => void;
}) {
  return (
    <div className="mt-4 border-t border-line pt-3">
      <h4 className="text-secondary text-ink3">Asked before</h4>
      <ul className="mt-1">
        {props.lines.map((line) => (
          <li key={line.id}>
            <button
              type="button"
              className="link text-left py-1 min-h-6"
              aria-pressed={line.id === props.chosen}
              onClick={() => props.onOpen(line)}
            >
              {lineWords(line, props.inputs)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function NothingAhead({ others, dataPath }: { others: readonly string[]; dataPath: string }) {
  const have = others.length > 0 ? ` What it has (${others.join(", ")}) cannot be set for the future.` : "";
  return (
    <Notice
      title="This data has no input that is known ahead"
      action={
        <a className="link" href={dataPath}>
          Add data
        </a>
      }
    >
      Asking what if needs a column that somebody can set for the future, such as planned promotions, prices
      or holidays.{have} Add one, say that it is known ahead, and train again.
    </Notice>
  );
}
