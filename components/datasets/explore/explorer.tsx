"use client";

import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type ExploredSeries, PROFILE_RULES } from "#lib/features/datasets/explore/index.ts";
import { decodeBins } from "#lib/features/datasets/index.ts";
import {
  type ExploreFilter,
  exploreRows,
  filterRows,
  findingCounts,
  NO_FILTER,
  type Sort,
  sortRows,
} from "./explore-rows.ts";
import { SeriesDetail } from "./series-detail.tsx";
import { type Layout, SeriesFilters } from "./series-filters.tsx";
import { SeriesList } from "./series-list.tsx";
import { SeriesPictures } from "./series-pictures.tsx";

async function readExplored(address: string, signal: AbortSignal): Promise<ExploredSeries> {
  const response = await fetch(address, { signal });
  if (response.ok && response.body) {
    // It comes packed as it is kept, so that no server packs it again at every look.
    const text = new Response(response.body.pipeThrough(new DecompressionStream("gzip")));
    return (await text.json()) as ExploredSeries;
  }
  const body = (await response.json().catch(() => null)) as { detail?: string } | null;
  throw new Error(body?.detail ?? `The server answered ${response.status}.`);
}

/** Every series of a version: in a list or as pictures, and one of them in full. */
export function Explorer({ url, frequency }: { url: string; frequency: string }) {
  const [loaded, setLoaded] = useState<ExploredSeries | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    readExplored(`${url}/profile?rules=${PROFILE_RULES}`, controller.signal).then(
      setLoaded,
      (error: unknown) => {
        if (!controller.signal.aborted) setFailure(error instanceof Error ? error.message : "");
      },
    );
    return () => controller.abort();
  }, [url]);
  if (failure !== null) {
    return (
      <Notice tone="bad" title="The series could not be read">
        {failure} Load the page again.
      </Notice>
    );
  }
  if (!loaded) return <Skeleton className="h-[40rem] w-full" />;
  return <Explored url={url} frequency={frequency} columns={loaded} />;
}

function Explored({ url, frequency, columns }: { url: string; frequency: string; columns: ExploredSeries }) {
  const [filter, setFilter] = useState<ExploreFilter>(NO_FILTER);
  const [sort, setSort] = useState<Sort>({ key: "findings", isDown: true });
  const [layout, setLayout] = useState<Layout>("list");
  const heading = useRef<HTMLHeadingElement>(null);
  const all = useMemo(() => exploreRows(columns), [columns]);
  const counts = useMemo(() => findingCounts(all), [all]);
  const asked = useDeferredValue(filter);
  const rows = useMemo(() => sortRows(filterRows(all, asked), sort), [all, asked, sort]);
  const pictures = useMemo(
    () => ({ summary: columns.pictures, bytes: decodeBins(columns.pictures) }),
    [columns],
  );
  const [selected, setSelected] = useState(() => rows[0]?.index ?? 0);
  const list = {
    rows,
    pictures,
    frequency,
    sort,
    onSort: setSort,
    selected,
    onSelect: setSelected,
    onOpen: () => heading.current?.focus(),
  };
  return (
    <>
      <SeriesFilters
        filter={filter}
        sort={sort}
        layout={layout}
        counts={counts}
        shown={rows.length}
        total={all.length}
        onFilter={(part) => setFilter((before) => ({ ...before, ...part }))}
        onSort={setSort}
        onLayout={setLayout}
      />
      <div className="grid xl:grid-cols-[minmax(0,1fr)_24rem] gap-x-10 gap-y-8">
        <div className="min-w-0">
          {layout === "list" ? <SeriesList {...list} /> : <SeriesPictures {...list} />}
        </div>
        <SeriesDetail
          url={`${url}/series`}
          series={selected}
          columns={columns}
          frequency={frequency}
          heading={heading}
        />
      </div>
    </>
  );
}
