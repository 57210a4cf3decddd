"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Asked } from "#lib/features/runs/explain/index.ts";
import { ImportanceList } from "./importance-list.tsx";
import { InfluenceTable } from "./influence-table.tsx";
import { PartsChart } from "./parts-chart.tsx";
import { meansOf } from "./prepare-parts.ts";
import { type Label, type Loaded, post, useExplanations } from "./use-explanations.ts";
import { WhatIfPanel } from "./what-if-panel.tsx";
import { amount, signed } from "./words.ts";

interface Props {
  series: number;
  model: string;
  modelName: string;
  /** "units a day" */
  unit: string;
  /** "/w/demo/p/pasta/runs/3" */
  runPath: string;
}

/** Why the run forecasts what it does: the parts of a series, the inputs that matter, what moves each step, and what if. */
export default function WhyForecast({ series, model, modelName, unit, runPath }: Props) {
  const section = useRef<HTMLElement>(null);
  const isSeen = useSeen(section);
  const endpoint = `${runPath}/explain`;
  const { data, failure, again } = useExplanations(endpoint, { series, model, isWanted: isSeen });
  const [problem, setProblem] = useState<string | null>(null);
  const isOld = data?.series.answer != null && data.series.answer.series !== series;
  async function retry(body: object) {
    setProblem(null);
    try {
      await post(endpoint, body);
      again();
    } catch (error) {
      setProblem((error as Error).message);
    }
  }

  return (
    <section
      ref={section}
      id="why"
      aria-labelledby="why-title"
      className="border-t border-line pt-4 mt-6 min-w-0"
    >
      <h2 id="why-title" className="text-section">
        Why this forecast
      </h2>
      {failure || problem ? (
        <Notice
          tone="bad"
          title="The explanation could not be read"
          className="mt-2"
          action={<Button onClick={again}>Try again</Button>}
        >
          {failure ?? problem} The forecast is as it was.
        </Notice>
      ) : null}
      {data === null ? (
        <Skeleton className="h-72 w-full mt-3" />
      ) : (
        <Explained
          data={data}
          isOld={isOld}
          {...{ modelName, unit, endpoint, runPath }}
          retry={retry}
          onAnswered={again}
        />
      )}
    </section>
  );
}

function Explained(props: {
  data: Loaded;
  isOld: boolean;
  modelName: string;
  unit: string;
  endpoint: string;
  runPath: string;
  retry: (body: object) => Promise<void>;
  onAnswered: () => void;
}) {
  const { data, modelName, unit, retry } = props;
  const { answer } = data.series;
  const labels: readonly Label[] = data.series.labels ?? [];
  return (
    <div className={props.isOld ? "opacity-60" : undefined} aria-busy={props.isOld}>
      {answer ? <p className="text-ink2 max-w-[75ch] mb-3">{meansWords(answer, modelName, unit)}</p> : null}
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0">
          <h3 className="text-section mb-1">The parts of this series</h3>
          {answer ? (
            <>
              <PartsChart
                key={`${answer.series}/${answer.model}`}
                answer={answer}
                labels={labels}
                unit={unit}
              />
              {answer.notes.map((note) => (
                <p key={note} className="mt-1 text-secondary text-ink2 max-w-[75ch]">
                  {note}
                </p>
              ))}
            </>
          ) : (
            <Waiting
              asked={data.series}
              what="the parts"
              onAgain={() => void retry({ again: data.series.id })}
            />
          )}
        </div>
        <div className="min-w-0">
          <Inputs {...props} />
        </div>
      </div>
      {answer ? (
        <div className="mt-6 min-w-0">
          <h3 className="text-section">What if</h3>
          <p className="text-secondary text-ink3 max-w-[75ch] mb-2">
            The same model forecasts again with other values. It says what it has learnt from the past. That
            is no proof of cause: whatever went along with an input moves its forecast too.
          </p>
          <WhatIfPanel
            key={answer.series}
            answer={answer}
            labels={labels.slice(-answer.horizonSteps)}
            unit={unit}
            endpoint={props.endpoint}
            mayAsk={data.mayAskWhatIf}
            before={data.whatIfs}
            dataPath={props.runPath.replace(/\/runs\/\d+$/, "/data/new")}
            onAnswered={props.onAnswered}
          />
        </div>
      ) : null}
    </div>
  );
}

function Inputs({ data, retry }: { data: Loaded; retry: (body: object) => Promise<void> }) {
  const { inputs, mayAskInputs, isFromBrowser } = data;
  const answer = inputs?.answer;
  if (!answer) {
    return (
      <>
        <h3 className="text-section mb-1">Which inputs matter</h3>
        {inputs ? (
          <Waiting
            asked={inputs}
            what="what matters"
            onAgain={mayAskInputs ? () => void retry({ inputs: true }) : null}
          />
        ) : (
          <div className="flex flex-wrap items-center gap-3">
            <p className="text-ink2 max-w-[60ch]">
              Not worked out yet.
              {isFromBrowser
                ? " A browser trained this run; the server trains its network again to explain it."
                : ""}
              {mayAskInputs ? "" : " An owner or a data scientist can have it done."}
            </p>
            {mayAskInputs ? <Button onClick={() => void retry({ inputs: true })}>Work it out</Button> : null}
          </div>
        )}
      </>
    );
  }
  const { model, importance, measuredSeries, seriesCount } = answer;
  const name = { network: "network", trees: "forest of trees", regression: "regression over all series" }[
    model.kind
  ];
  const who = model.isOfRun
    ? `The ${name} of this run`
    : `A ${name} that stands in for the run's methods, fitted for this explanation`;
  const folds =
    importance.folds === 1 ? "the last untouched fold" : `the last ${importance.folds} untouched folds`;
  const on =
    measuredSeries < seriesCount ? `${measuredSeries} of ${seriesCount} series` : `${seriesCount} series`;
  return (
    <>
      <h3 className="text-section mb-1">Which inputs matter</h3>
      <ImportanceList answer={answer} />
      <p className="text-secondary text-ink3 mt-2 max-w-[75ch]">
        {who}, on {folds} of {on}: each input in random order, and how much its error grows. Inputs that go
        together share what they matter.
      </p>
      <h3 className="text-section mt-6 mb-1">What moves the forecast, step by step</h3>
      <InfluenceTable answer={answer} />
      <p className="text-secondary text-ink3 mt-2 max-w-[75ch]">
        By how much of itself the forecast moves when that part of what the model sees is exchanged for
        another time's. Parts overlap, so they do not add up.
      </p>
      {answer.notes.map((note) => (
        <p key={note} className="mt-1 text-secondary text-ink2 max-w-[75ch]">
          {note}
        </p>
      ))}
    </>
  );
}

function Waiting(props: { asked: Asked<unknown>; what: string; onAgain: (() => void) | null }) {
  const { asked, what, onAgain } = props;
  if (asked.state === "failed") {
    return (
      <Notice
        tone="bad"
        title={`A worker could not work out ${what}`}
        action={onAgain ? <Button onClick={onAgain}>Try again</Button> : null}
      >
        {asked.failure}
      </Notice>
    );
  }
  const words = asked.state === "waiting" ? "waiting for a worker" : asked.message || "at work";
  return (
    <div>
      <p className="text-secondary text-ink2">
        Working out {what}: {words}
      </p>
      <ProgressBar value={asked.progress} label={`Working out ${what}`} className="mt-2" />
      <Skeleton className="h-40 w-full mt-3" />
    </div>
  );
}

/** "Network forecasts 14.2 units a day on average: level 12.1, promo +1.6, trend +0.4, and +0.1 that no part explains." */
function meansWords(answer: Parameters<typeof meansOf>[0], modelName: string, unit: string): string {
  const means = meansOf(answer);
  if (!means) return `${modelName} has no forecast of this series; its history is taken apart.`;
  const size = Math.abs(means.forecast);
  const shares = means.shares
    .map(({ name, value }) => ({ name, text: signed(value, size) }))
    .flatMap(({ name, text }) => (/[1-9]/.test(text) ? [`${name} ${text}`] : []));
  const parts = [`level ${amount(means.level, size)}`, ...shares].join(", ");
  return `${modelName} forecasts ${amount(means.forecast)} ${unit} on average: ${parts}, and ${signed(means.rest, size)} that no part explains.`;
}

/** True once the element has come near the screen: a worker is asked for what somebody looks at. */
function useSeen(ref: React.RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || isSeen) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setSeen(true);
      },
      { rootMargin: "200px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, isSeen]);
  return isSeen;
}
