"use client";

import { useState } from "react";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import { checksOf, type Preview, type Profile, type SeriesSummary } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { ChecksList } from "./checks-list.tsx";
import { HeatKey, HeatStrip } from "./heat-strip.tsx";
import { HistoryPlot } from "./history-plot.tsx";
import {
  formatTime,
  formatValue,
  frequencyWords,
  periodsWords,
  perPeriod,
  profileSentence,
} from "./words.ts";

/** What the recipe makes of the file: said in a sentence, checked, and drawn, before anything is stored. */
export function Understood({
  preview,
  profile,
  summary,
}: {
  preview: Preview;
  profile: Profile;
  summary: SeriesSummary;
}) {
  const [chosen, setChosen] = useState(0);
  const sample = preview.sample[chosen] ?? preview.sample[0];
  const shown = summary.ids.length;
  return (
    <>
      <p className="text-now max-w-[48rem]">{profileSentence(profile)}</p>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-x-6 gap-y-3 mt-4">
        <Fact label="Rows" value={formatNumber(profile.rows)} />
        <Fact label="Frequency" value={frequencyWords(profile.frequency)} />
        <Fact label="First" value={formatTime(profile.firstTime, profile.frequency)} />
        <Fact label="Last" value={formatTime(profile.lastTime, profile.frequency)} />
        <Fact
          label="Lowest to highest"
          value={`${formatValue(profile.minimum)} to ${formatValue(profile.maximum)}`}
        />
        <Fact
          label="Mean of the target"
          value={`${formatValue(profile.mean)} ${perPeriod(profile.frequency)}`}
        />
        <Fact label="Zeros" value={formatNumber(profile.zeros)} />
        <Fact label="Negatives" value={formatNumber(profile.negatives)} />
        <Fact label="Duplicates" value="none" />
        <Fact label="Periods missing in a series" value={formatNumber(profile.missingPeriods)} />
        <Fact label="Target not known" value={`${formatNumber(profile.blankTargets)} rows`} />
      </dl>
      <div className="grid lg:grid-cols-2 gap-x-10 gap-y-6 mt-6">
        <Section plain title="Checks">
          <ChecksList checks={checksOf(profile)} />
        </Section>
        <Section
          plain
          title={
            shown < profile.series
              ? `The first ${shown} of ${formatNumber(profile.series)} series`
              : "All series"
          }
          aside={<HeatKey />}
        >
          <HeatStrip
            summary={summary}
            firstTime={profile.firstTime}
            lastTime={profile.lastTime}
            frequency={profile.frequency}
            height={Math.max(24, Math.min(200, shown * 12))}
          />
        </Section>
      </div>
      {sample ? (
        <Section
          title="A series as it was read"
          aside={
            preview.sample.length > 1 ? (
              <Select
                aria-label="Series shown"
                className="w-44"
                value={String(chosen)}
                options={preview.sample.map((each, i) => ({ value: String(i), label: each.id }))}
                onChange={(event) => setChosen(Number(event.target.value))}
              />
            ) : (
              sample.id
            )
          }
        >
          <HistoryPlot
            series={sample}
            frequency={profile.frequency}
            unit={`units ${perPeriod(profile.frequency)}, last ${periodsWords(sample.times.length, profile.frequency)}`}
          />
        </Section>
      ) : null}
    </>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-secondary text-ink3">{label}</dt>
      <dd className="font-semibold [overflow-wrap:anywhere]">{value}</dd>
    </div>
  );
}
