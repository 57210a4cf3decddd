"use client";

import { Select } from "#components/ui/select.tsx";
import { type ProcessTermsView, RANK_NAMES } from "#lib/features/opportunities/index.ts";

type RankBy = ProcessTermsView["rankBy"];

const KEYS = Object.keys(RANK_NAMES) as RankBy[];
const OPTIONS = KEYS.map((value) => ({ value, label: RANK_NAMES[value] }));

/** Formula, units and source of each order. */
export const RANK_FORMULAS: Record<RankBy, string> = {
  value_feasibility:
    "Score = value × feasibility (1 to 5 each, no more feasible than its data are ready), less 10 % a grade of risk above 1.",
  rice: "RICE = reach a quarter × impact (0.25 to 3) × confidence ÷ effort in person-months (Intercom, 2016).",
  ice: "ICE = (impact + confidence + ease) ÷ 3, each 1 to 10 (Ellis and Brown, “Hacking Growth”, 2017).",
};

/** Which score puts the list in order. */
export function RankByChoice({ rankBy, onChoose }: { rankBy: RankBy; onChoose: (rankBy: RankBy) => void }) {
  return (
    <span className="inline-flex items-center gap-2 text-secondary text-ink2">
      Rank by
      <Select
        className="w-44"
        aria-label="Rank by"
        value={rankBy}
        options={OPTIONS}
        onChange={(event) => {
          const chosen = KEYS.find((key) => key === event.target.value);
          if (chosen) onChoose(chosen);
        }}
      />
    </span>
  );
}
