"use client";

import { type ReactNode, useState } from "react";
import { Section } from "#components/ui/section.tsx";

interface View {
  caption: string;
  table: ReactNode;
}

/** Every column is back and the table scrolls sideways, its first column staying in sight. */
const WHOLE =
  "max-xl:[&_:is(th,td)]:table-cell! max-xl:[&_tr:not(.bg-accent2)]:bg-bg max-xl:[&_:is(th,td):first-child]:sticky max-xl:[&_:is(th,td):first-child]:left-0 max-xl:[&_:is(th,td):first-child]:bg-inherit max-xl:[&_:is(th,td):first-child]:min-w-28";

/** The leaderboard on the untouched folds, or on those that selection read. Both are there; this shows one. */
export function FoldSwitch({
  test,
  selection,
  children,
}: {
  test: View;
  selection: View;
  children: ReactNode;
}) {
  const [scope, setScope] = useState<"test" | "selection">("test");
  const [isWhole, setWhole] = useState(false);
  const shown = scope === "test" ? test : selection;
  return (
    <Section plain className="mt-6" title="Leaderboard" aside={shown.caption}>
      <fieldset className="flex gap-1 mb-2">
        <legend className="sr-only">Folds</legend>
        {(["test", "selection"] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={scope === one}
            onClick={() => setScope(one)}
            className="h-6 max-md:h-8 px-2 rounded-control text-secondary text-ink2 border border-transparent hover:bg-sunken aria-pressed:border-control aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:font-medium"
          >
            {one === "test" ? "Untouched folds" : "Selection folds"}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={isWhole}
          onClick={() => setWhole(!isWhole)}
          className="xl:hidden ml-auto h-6 max-md:h-8 px-2 rounded-control text-secondary text-ink2 border border-transparent hover:bg-sunken aria-pressed:border-control aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:font-medium"
        >
          All columns
        </button>
      </fieldset>
      {isWhole ? <div className={WHOLE}>{shown.table}</div> : shown.table}
      {children}
    </Section>
  );
}
