import { formatDate, formatMonth, formatNumber, formatPercent } from "#lib/format/index.ts";
import { delayDays, missingShareOf } from "../contract/contract.ts";
import type { Profile } from "../profile.ts";
import { columnsWith, type Recipe } from "../recipe.ts";

/** What was measured of a dataset's newest version and a block of the canvas does not say. */
export interface FactsOffer {
  block: "data_sources" | "collecting_data";
  datasetId: string;
  /** Of the dataset. */
  name: string;
  facts: { key: string; label: string; measured: string; planned: string }[];
}

export interface MeasuredDataset {
  datasetId: string;
  name: string;
  createdAt: number;
  recipe: Recipe;
  profile: Profile;
  /** Named in the contract; empty while nobody is. */
  owner: string;
}

/** Data that were this old when they were accepted are a file of the past; their age is no delay. */
const LONGEST_DELAY_DAYS = 92;

const PERIODS: Record<string, string> = {
  min: "minute",
  h: "hour",
  D: "day",
  W: "week",
  M: "month",
  Q: "quarter",
  Y: "year",
};

/** The row of Data Sources as measured; what cannot be said is left out. */
export function measuredCells(dataset: MeasuredDataset): Record<string, string> {
  const { recipe, profile } = dataset;
  const unit = /(min|h|D|W|M|Q|Y)$/.exec(profile.frequency)?.[1] ?? "";
  const grain = [...columnsWith(recipe, "series").map((column) => column.name), PERIODS[unit] ?? "position"];
  const delay = delayWords(dataset);
  return {
    name: dataset.name,
    grain: grain.join(", ").slice(0, 300),
    history: historyWords(profile, unit),
    ...(delay === null ? {} : { delay }),
    ...(dataset.owner ? { owner: dataset.owner } : {}),
  };
}

function historyWords(profile: Profile, unit: string): string {
  const missing = missingShareOf(profile);
  const share = missing === 0 ? "none missing" : `${formatPercent(missing)} missing`;
  if (unit === "") return `${formatNumber(profile.periods)} positions, ${share}`;
  const day = ["M", "Q", "Y"].includes(unit) ? formatMonth : formatDate;
  return `${day(profile.firstTime)} to ${day(profile.lastKnownTime)}, ${share}`;
}

function delayWords({ profile, createdAt }: MeasuredDataset): string | null {
  const days = delayDays(profile, createdAt);
  if (days === null || days > LONGEST_DELAY_DAYS) return null;
  return `${formatNumber(days, Number.isInteger(days) ? 0 : 1)} ${days === 1 ? "day" : "days"} when accepted`;
}

const LABELS = { grain: "Grain", history: "History", delay: "Delay", owner: "Owner" } as const;

/**
 * What the two blocks could take over: a source that is not in the list yet or says otherwise, and the delay of collecting
 * from the newest dataset. Nothing where they say so already.
 */
export function offersOf(
  datasets: readonly MeasuredDataset[],
  plan: { sources: readonly Readonly<Record<string, unknown>>[]; delay: string },
): FactsOffer[] {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const offers = datasets.flatMap((dataset): FactsOffer[] => {
    const cells = measuredCells(dataset);
    const planned = plan.sources.find(
      (row) => text(row.name).trim().toLowerCase() === dataset.name.trim().toLowerCase(),
    );
    const facts = (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((key) => {
      const measured = cells[key];
      const says = text(planned?.[key]);
      // Who the owner is, people say; it is offered only where nobody has.
      if (measured === undefined || says === measured || (key === "owner" && says !== "")) return [];
      return [{ key, label: LABELS[key], measured, planned: says }];
    });
    if (facts.length === 0) return [];
    return [{ block: "data_sources", datasetId: dataset.datasetId, name: dataset.name, facts }];
  });
  const [newest] = [...datasets].sort((a, b) => b.createdAt - a.createdAt);
  const delay = newest && delayWords(newest);
  if (newest && delay && delay !== plan.delay) {
    offers.push({
      ...{ block: "collecting_data", datasetId: newest.datasetId, name: newest.name },
      facts: [{ key: "delay", label: "Delay", measured: delay, planned: plan.delay }],
    });
  }
  return offers;
}
