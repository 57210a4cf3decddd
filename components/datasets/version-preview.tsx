import { Section } from "#components/ui/section.tsx";
import type { Check, Profile, SeriesSummary } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { ChecksList } from "./checks-list.tsx";
import { HeatKey, HeatStrip } from "./heat-strip.tsx";

/** What a version holds, at a glance: its checks, and all its series where they are few enough to come with the page. */
export function VersionPreview({
  profile,
  checks,
  summary,
}: {
  profile: Profile;
  checks: readonly Check[];
  summary: SeriesSummary | null;
}) {
  const passing = checks.filter((check) => check.state === "pass").length;
  return (
    <div className="grid lg:grid-cols-2 gap-x-10">
      <Section
        title="Checks"
        aside={`${passing} pass, ${checks.length - passing} warn, none blocks training`}
      >
        <ChecksList checks={checks} />
      </Section>
      {summary ? (
        <Section title={`All ${formatNumber(profile.series)} series`} aside={<HeatKey />}>
          <HeatStrip
            summary={summary}
            firstTime={profile.firstTime}
            lastTime={profile.lastTime}
            frequency={profile.frequency}
            height={Math.max(24, Math.min(240, summary.ids.length * 12))}
          />
        </Section>
      ) : null}
    </div>
  );
}
