import Link from "next/link";
import { STOP_KEYS, STOP_NAMES, type StopKey, type Stops } from "#components/shell/thread.ts";
import { cx } from "#components/ui/cx.ts";
import { StateIcon } from "#components/ui/state-icon.tsx";
import { Unbroken } from "#components/ui/unbroken.tsx";

/** The thread stop by stop: a row, below 1,024 px a column. `now` is the stop of the one primary action. */
export function ThreadRow({ stops, base, now }: { stops: Stops; base: string; now: StopKey | null }) {
  return (
    <ol className="grid grid-cols-5 mt-6 max-lg:grid-cols-1 max-lg:mt-5">
      {STOP_KEYS.map((key, index) => {
        const stop = stops[key];
        const isLast = index === STOP_KEYS.length - 1;
        return (
          <li
            key={key}
            className="relative pt-7 pr-4 last:pr-0 min-w-0 max-lg:pt-0 max-lg:pb-4 max-lg:pl-8 max-lg:grid max-lg:grid-cols-[4rem_minmax(0,1fr)] max-lg:gap-x-2"
          >
            {isLast ? null : (
              <span
                aria-hidden="true"
                className="absolute bg-control h-px top-[7.5px] left-6 right-1.5 max-lg:h-auto max-lg:w-px max-lg:top-5 max-lg:bottom-1 max-lg:left-[7.5px] max-lg:right-auto"
              />
            )}
            <StateIcon state={stop.state} className="absolute top-0 left-0 max-lg:top-0.5" />
            <h2 className="text-secondary font-medium text-ink3 max-lg:leading-5">{STOP_NAMES[key]}</h2>
            <div className="min-w-0">
              <p
                className={cx(
                  "font-semibold lg:min-h-10 [overflow-wrap:anywhere]",
                  stop.state === "needs_you" && "text-accent",
                )}
              >
                <Unbroken>{stop.headline}</Unbroken>
              </p>
              <p className="text-secondary text-ink2 line-clamp-6 lg:mt-1">
                <Unbroken>{stop.detail}</Unbroken>
              </p>
              <div className="mt-1">
                <Link
                  href={`${base}/${stop.action.path}`}
                  className="link text-secondary inline-block min-h-6 leading-6"
                  aria-label={key === now ? undefined : `${stop.action.label}, ${STOP_NAMES[key]}`}
                >
                  {stop.action.label}
                </Link>
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
