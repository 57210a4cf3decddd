import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SealedResults as Results } from "#lib/features/verdict/index.ts";
import { boardCaption, LeaderboardTable } from "./leaderboard-table.tsx";

/** A run before its untouched folds are opened: what chose, and the way to the verdict. */
export function SealedResults({ results, open }: { results: Results; open: ReactNode }) {
  const { leaderboard, currency, testFolds } = results;
  return (
    <>
      <Notice
        title={`${testFolds === 1 ? "The untouched fold is" : `The ${testFolds} untouched folds are`} sealed`}
        action={open}
      >
        Choose by the folds below. An owner or a product owner opens the untouched ones when the choice is
        made: they give the verdict, cannot be sealed again, and who opened them and when is kept.
      </Notice>
      <Section
        plain
        className="mt-6"
        title="Leaderboard, selection folds"
        aside={boardCaption(leaderboard, results)}
      >
        <LeaderboardTable board={leaderboard} currency={currency} />
      </Section>
    </>
  );
}
