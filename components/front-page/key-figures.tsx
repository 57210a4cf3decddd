import { cx } from "#components/ui/cx.ts";
import type { Figure } from "./money.ts";

export function KeyFigures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-3 gap-x-6 gap-y-3 max-sm:grid-cols-2">
      {figures.map(({ label, value, basis, tone }) => (
        <div key={label} className="min-w-0">
          <dt className="text-secondary text-ink3">{label}</dt>
          <dd>
            <span
              className={cx(
                "block text-verdict font-semibold tabular-nums max-md:text-now",
                tone === "ok" && "text-ok",
                tone === "bad" && "text-bad",
              )}
            >
              {value}
            </span>
            <span className="block text-secondary text-ink2">{basis}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
