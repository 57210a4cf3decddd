import { formatTime, frequencyWords } from "#components/datasets/words.ts";
import type { Contract } from "#lib/features/datasets/index.ts";
import { formatNumber, formatPercent } from "#lib/format/index.ts";

/** What the owner promises beside what was measured. */
export function ContractFacts({ contract }: { contract: Contract }) {
  const { terms, history, frequency } = contract;
  const facts = [
    ["Owner", terms.owner || "nobody named yet"],
    ["Contact", terms.contact || "not given yet"],
    ["Purpose", terms.purpose || "not said yet"],
    ["Limits of use", terms.limitations || "none said"],
    ["Grain", contract.grain],
    ["Frequency", frequencyWords(frequency)],
    [
      "History",
      `${formatTime(history.firstTime, frequency)} to ${formatTime(history.lastTime, frequency)}, ${formatNumber(history.periods)} periods`,
    ],
    [
      "Delay promised",
      terms.delayDays === null ? "not promised yet" : `at most ${formatNumber(terms.delayDays)} days`,
    ],
    [
      "Delay measured",
      contract.measuredDelayDays === null
        ? "cannot be measured of positions"
        : contract.measuredDelayDays > 366
          ? `none: a file of the past, ${formatNumber(contract.measuredDelayDays / 365.25, 1)} years old when accepted`
          : `${formatNumber(contract.measuredDelayDays, 1)} days from the newest value to its acceptance`,
    ],
    ["Missing", `${formatPercent(contract.missingShare)} of the periods within the series' spans`],
    ["Checks", `${formatNumber(contract.checks.length + 1)} that every delivery meets`],
  ] as const;
  return (
    <dl className="divide-y divide-line">
      {facts.map(([label, value]) => (
        <div key={label} className="flex gap-4 py-1.5 max-md:flex-col max-md:gap-0">
          <dt className="text-ink3 w-36 shrink-0">{label}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
