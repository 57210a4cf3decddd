import { cx } from "#components/ui/cx.ts";
import { Unbroken } from "#components/ui/unbroken.tsx";
import type { KeyFigure } from "./key-figure-words.ts";

const TONES = { ok: "text-ok", bad: "text-bad" };

/** The few numbers that a decision rests on, each with what it means for one's money. */
export function KeyFigures({ figures }: { figures: readonly KeyFigure[] }) {
  return (
    <dl
      aria-label="In short"
      className="grid grid-cols-4 max-lg:grid-cols-2 max-[360px]:grid-cols-1 gap-px bg-line border border-line rounded-control overflow-hidden mb-5"
    >
      {figures.map(({ name, value, meaning, tone }) => (
        <div key={name} className="bg-surface px-4 py-3 min-w-0 max-md:px-3">
          <dt className="text-secondary text-ink3">{name}</dt>
          <dd className={cx("text-now font-semibold tabular-nums", tone && TONES[tone])}>{value}</dd>
          <dd className="text-secondary text-ink2">
            <Unbroken>{meaning}</Unbroken>
          </dd>
        </div>
      ))}
    </dl>
  );
}
