"use client";

import { useEffect, useState } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import {
  type Check,
  DEMAND_CLASSES,
  type Profile,
  type SeriesSummary,
} from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { ChecksList } from "./checks-list.tsx";
import { HeatKey, HeatStrip } from "./heat-strip.tsx";
import { OneSeries } from "./one-series.tsx";
import { SeriesTable } from "./series-table.tsx";

/** A version to look into: its checks, all its series at once, each in a table, and one in full. */
export function VersionScreen({
  url,
  profile,
  checks,
  given,
}: {
  /** Address of the version; its data stand below. */
  url: string;
  profile: Profile;
  checks: readonly Check[];
  /** The summary itself when it is small enough to come with the page. */
  given: SeriesSummary | null;
}) {
  const [summary, setSummary] = useState(given);
  const [failure, setFailure] = useState<string | null>(null);
  const [selected, setSelected] = useState(0);
  useEffect(() => {
    if (given) return;
    const controller = new AbortController();
    fetch(`${url}/summary`, { signal: controller.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The server answered ${response.status}.`);
        setSummary((await response.json()) as SeriesSummary);
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setFailure(error instanceof Error ? error.message : "");
      });
    return () => controller.abort();
  }, [given, url]);

  const passing = checks.filter((check) => check.state === "pass").length;
  const warning = checks.length - passing;
  const classes = DEMAND_CLASSES.filter((name) => (profile.classes[name] ?? 0) > 0);
  return (
    <>
      <div className="grid lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-10 gap-y-6">
        <Section plain title="Checks" aside={`${passing} pass, ${warning} warn, none blocks training`}>
          <ChecksList checks={checks} />
          <p className="text-secondary text-ink3 mt-3">
            Demand:{" "}
            {classes
              .map(
                (name) =>
                  `${formatNumber(profile.classes[name])} ${name === "none" ? "without demand" : name}`,
              )
              .join(", ")}
            . Classes by the distance between sales (1.32 periods) and the spread of their size (CV² 0.49).
          </p>
        </Section>
        <Section plain title={`All ${formatNumber(profile.series)} series`} aside={<HeatKey />}>
          {summary ? (
            <HeatStrip
              summary={summary}
              firstTime={profile.firstTime}
              lastTime={profile.lastTime}
              frequency={profile.frequency}
              selected={selected}
              height={Math.max(24, Math.min(240, summary.ids.length * 12))}
            />
          ) : (
            <Skeleton className="h-60 w-full" />
          )}
        </Section>
      </div>
      {failure === null ? null : (
        <Notice tone="bad" title="The series could not be read" className="mt-4">
          {failure} Load the page again.
        </Notice>
      )}
      <div className="border-t border-line mt-6 pt-4 grid xl:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)] gap-x-10 gap-y-8">
        <section aria-label="Series" className="min-w-0">
          {summary ? (
            <SeriesTable
              summary={summary}
              frequency={profile.frequency}
              selected={selected}
              onSelect={setSelected}
            />
          ) : (
            <Skeleton className="h-[36rem] w-full" />
          )}
        </section>
        <OneSeries
          url={`${url}/series`}
          id={summary?.ids[selected] ?? "First series"}
          series={selected}
          frequency={profile.frequency}
        />
      </div>
    </>
  );
}
