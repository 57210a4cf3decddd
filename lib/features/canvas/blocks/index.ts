import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { BUILDING_MODELS } from "./building-models.ts";
import { COLLECTING_DATA } from "./collecting-data.ts";
import { DATA_SOURCES } from "./data-sources.ts";
import { DECISIONS } from "./decisions.ts";
import { FEATURE_ENGINEERING } from "./feature-engineering.ts";
import { type Block, choice, type ListField, list, number, text } from "./field.ts";
import { LIVE_MONITORING } from "./live-monitoring.ts";
import { OFFLINE_EVALUATION } from "./offline-evaluation.ts";
import { PREDICTION_TASK } from "./prediction-task.ts";
import { VALUE_PROPOSITION } from "./value-proposition.ts";
import { WHEN_NOT_TO_USE_ML } from "./when-not-to-use-ml.ts";

/** The ten blocks in reading order: value first, then the task, its use, its data, its models, its limits. */
export const BLOCKS: readonly Block<BlockKey>[] = [
  VALUE_PROPOSITION,
  PREDICTION_TASK,
  DECISIONS,
  DATA_SOURCES,
  COLLECTING_DATA,
  FEATURE_ENGINEERING,
  OFFLINE_EVALUATION,
  BUILDING_MODELS,
  WHEN_NOT_TO_USE_ML,
  LIVE_MONITORING,
];

export const BLOCK_KEYS: readonly BlockKey[] = BLOCKS.map((block) => block.key);

const BY_KEY = new Map(BLOCKS.map((block) => [block.key, block]));

export function blockOf(key: BlockKey): Block<BlockKey> {
  const block = BY_KEY.get(key);
  if (!block) throw new RangeError(`There is no block ${key}.`);
  return block;
}

/** Every block has these two lists besides its own fields. */
export const HIDDEN_COSTS: ListField = list({
  key: "hiddenCosts",
  label: "Hidden costs",
  help: "What this block costs besides the obvious; it feeds the business case.",
  itemName: "hidden cost",
  onPoster: ["label", "amount", "per"],
  columns: [
    text({ key: "label", label: "What", example: "Review by the buyers" }),
    number({ key: "amount", label: "Amount", min: 0, unit: "currency" }),
    choice({
      key: "per",
      label: "Per",
      options: [
        { value: "once", label: "Once" },
        { value: "year", label: "A year" },
      ],
    }),
    text({ key: "saidBy", label: "Who says so", short: "Says", example: "Head of buying, by invoice" }),
  ],
});

export const NOTES = "notes";
export const MAX_NOTES = 200;
