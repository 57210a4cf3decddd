import type { ReactNode } from "react";
import { niceTicks } from "#components/charts/scale.ts";
import { Section } from "#components/ui/section.tsx";
import { formatDuration } from "#lib/format/index.ts";

export interface TimelineStep {
  title: string;
  detail: string;
  /** Seconds after the run's first step began; null for a step that never began. */
  startsAfter: number | null;
  seconds: number | null;
}

interface Props {
  steps: readonly TimelineStep[];
  /** What trained it. */
  runtime: string;
  /** Below the bars: the log. */
  children?: ReactNode;
}

/** When each step ran and for how long, on one scale of seconds. Bars in HTML: they scale with the room. */
export function StepsTimeline({ steps, runtime, children }: Props) {
  const ran = steps.filter((step) => step.startsAfter !== null && step.seconds !== null);
  if (ran.length === 0) return null;
  const total = Math.max(...ran.map((step) => (step.startsAfter ?? 0) + (step.seconds ?? 0)), 0.1);
  const ticks = niceTicks(0, total).filter((tick) => tick <= total);
  const slowest = ran.reduce((a, b) => ((b.seconds ?? 0) > (a.seconds ?? 0) ? b : a));
  const percent = (seconds: number) => `${((100 * seconds) / total).toFixed(2)}%`;
  return (
    <Section title="Steps" aside={`${formatDuration(total * 1000)}, ${runtime}`}>
      <p className="text-secondary text-ink2 mb-2">
        {ran.length} steps, all succeeded. Slowest: {slowest.title},{" "}
        {formatDuration((slowest.seconds ?? 0) * 1000)}.
      </p>
      <ol className="max-w-[60rem]">
        <li aria-hidden="true" className="hidden lg:grid grid-cols-[16rem_1fr] text-axis text-ink3">
          <span />
          <span className="relative h-4 mr-20">
            {ticks.map((tick) => (
              <span key={tick} className="absolute whitespace-nowrap" style={{ left: percent(tick) }}>
                {formatDuration(tick * 1000)}
              </span>
            ))}
          </span>
        </li>
        {ran.map((step) => (
          <li
            key={step.title}
            className="grid md:grid-cols-[16rem_1fr] items-center min-h-7 text-secondary gap-x-2 max-md:py-1"
          >
            <span className="text-ink2">{step.title}</span>
            <span className="flex items-center mr-20">
              <span style={{ width: percent(step.startsAfter ?? 0) }} />
              <span
                aria-hidden="true"
                className="h-2 bg-bar shrink-0 min-w-0.5"
                style={{ width: percent(step.seconds ?? 0) }}
              />
              <span className="ml-2 -mr-20 text-axis text-ink3 whitespace-nowrap">
                {formatDuration((step.seconds ?? 0) * 1000)}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {children}
    </Section>
  );
}
