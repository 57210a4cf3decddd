import type { ReactNode } from "react";
import type { RunResults as Results, VerdictView } from "#lib/features/verdict/index.ts";
import { FoldSwitch } from "./fold-switch.tsx";
import { ItemByItem } from "./item-by-item.tsx";
import { boardCaption, LeaderboardTable } from "./leaderboard-table.tsx";
import { LooksNote } from "./looks-note.tsx";
import { MetricWords } from "./metric-words.tsx";
import { SeriesExplorer } from "./series-explorer.tsx";
import { VerdictPanel } from "./verdict-panel.tsx";

interface Props {
  results: Results;
  verdict: VerdictView;
  /** "/w/demo/p/pasta" */
  base: string;
  /** Below the leaderboard: how the methods came to be, and their scores in detail. */
  children?: ReactNode;
}

/** What a finished run found: verdict, leaderboard, one series at a time, many at a glance. */
export function RunResults({ results, verdict, base, children }: Props) {
  const { leaderboards, currency, first } = results;
  const runPath = `${base}/runs/${results.runNumber}`;
  const view = (board: Results["leaderboards"]["test"]) => ({
    caption: boardCaption(board, results),
    table: <LeaderboardTable board={board} currency={currency} />,
  });
  return (
    <>
      <VerdictPanel verdict={verdict} currency={currency} base={base} />
      <FoldSwitch test={view(leaderboards.test)} selection={view(leaderboards.selection)}>
        <MetricWords />
        <LooksNote looks={results.looks} base={base} own={results.runNumber} />
      </FoldSwitch>
      {children}
      {first ? (
        <SeriesExplorer
          key={`${first.line.index}/${first.model}`}
          first={first}
          models={results.models}
          runPath={runPath}
        />
      ) : null}
      <ItemByItem results={results} />
    </>
  );
}
