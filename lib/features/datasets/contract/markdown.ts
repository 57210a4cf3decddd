import { escapeText } from "#lib/features/canvas/server.ts";
import { formatDate, formatDateTime, formatNumber, formatPercent } from "#lib/format/index.ts";
import type { Contract } from "./contract.ts";

const ROLE_WORDS: Record<Contract["columns"][number]["role"], string> = {
  series: "names the series",
  time: "time",
  target: "target",
  covariate: "covariate",
  today: "today's forecast",
  period: "a period of its own",
  ignore: "left out",
};

/** The contract to read and to agree to: promises beside what was measured. Whatever people typed is shown as they typed it. */
export function contractMarkdown(contract: Contract): string {
  const { dataset, version, terms, history } = contract;
  const time = (at: number) => (history.isPosition ? formatNumber(at) : formatDate(at));
  const or = (text: string, none: string) => (text ? escapeText(text) : `_${none}_`);
  const facts = [
    ["Owner", or(terms.owner, "nobody named yet")],
    ["Contact", or(terms.contact, "not given yet")],
    ["Purpose", or(terms.purpose, "not said yet")],
    ["Limits of use", or(terms.limitations, "none said")],
    ["Grain", escapeText(contract.grain)],
    ["Frequency", escapeText(contract.frequency)],
    [
      "History",
      `${time(history.firstTime)} to ${time(history.lastTime)}, ${formatNumber(history.periods)} periods`,
    ],
    ["Series and rows", `${formatNumber(version.series)} series, ${formatNumber(version.rows)} rows`],
    [
      "Delay promised",
      terms.delayDays === null ? "_not promised yet_" : `at most ${formatNumber(terms.delayDays)} days`,
    ],
    [
      "Delay measured",
      contract.measuredDelayDays === null
        ? "_cannot be measured of positions_"
        : contract.measuredDelayDays > 366
          ? `none: a file of the past, ${formatNumber(contract.measuredDelayDays / 365.25, 1)} years old when accepted`
          : `${formatNumber(contract.measuredDelayDays, 1)} days from the newest value to its acceptance`,
    ],
    ["Missing", `${formatPercent(contract.missingShare)} of the periods within the series' spans`],
  ];
  const columns = contract.columns.map((column) =>
    [
      escapeText(column.name),
      ROLE_WORDS[column.role],
      column.type,
      escapeText(column.unit) || "–",
      column.isRequired ? "always" : `may be absent (${formatPercent(column.missingShare)} are)`,
      column.range ? `${column.range.minimum} to ${column.range.maximum}` : "–",
      escapeText(column.meaning) || "–",
    ].join(" | "),
  );
  const checks = contract.checks.map(
    ({ title, severity }) =>
      `- ${escapeText(title)} (${severity === "error" ? "else refused for training" : "else a warning"})`,
  );
  return `${[
    `# ${escapeText(dataset.name)}: data contract`,
    `Of the project ${escapeText(dataset.project)}. Measured of version ${version.number}, accepted ${formatDateTime(version.createdAt)}, digest ${version.digest}.`,
    "## What is promised and what was measured",
    `| | |\n| --- | --- |\n${facts.map(([name, value]) => `| ${name} | ${value} |`).join("\n")}`,
    "## Columns",
    `| Column | Role | Type | Unit | Given | Measured range | Meaning |\n| --- | --- | --- | --- | --- | --- | --- |\n${columns.map((row) => `| ${row} |`).join("\n")}`,
    "## Checks that every delivery meets",
    ["- One row a series and period (else refused)", ...checks].join("\n"),
  ].join("\n\n")}\n`;
}
