/** Share of the score that each answer takes off, and the least that is left. */
const OFF_PER_ANSWER = 0.15;
const LEAST_LEFT = 0.1;

/**
 * When not to use machine learning, as questions about one task. What holds counts against it. The list follows the
 * canvas's block "When not to use ML" and the first of Zinkevich's "Rules of machine learning" (Google, 2017): do not be
 * afraid to start without it.
 */
export const WHEN_NOT = {
  rule_suffices: {
    label: "A simple rule is good enough",
    hint: "Last week's value, a fixed list, a threshold: and its errors hurt nobody.",
    reason: "a simple rule is good enough",
  },
  too_rare: {
    label: "It is decided only a few times a year",
    hint: "Too few cases to learn from, and little time to win.",
    reason: "it is decided only a few times a year",
  },
  no_history: {
    label: "There is no record of the past",
    hint: "Less than two full seasons, or nobody wrote down what happened.",
    reason: "there is no record of the past",
  },
  no_truth: {
    label: "Nobody learns later what would have been right",
    hint: "Without actuals no error can be measured.",
    reason: "nobody learns later what would have been right",
  },
  no_action: {
    label: "Nobody would act differently",
    hint: "Contract, habit or capacity fixes the answer already.",
    reason: "nobody would act differently",
  },
  own_effect: {
    label: "Our own action decides what we observe",
    hint: "Where we order nothing we see no demand; where we advertise, we see the advert.",
    reason: "our own action decides what is observed",
  },
  changing_rules: {
    label: "The business changes faster than data come in",
    hint: "New range, new prices, new law each season.",
    reason: "the business changes faster than data come in",
  },
  must_explain: {
    label: "Each single answer must be explained",
    hint: "To a law, an auditor or a customer, in words.",
    reason: "each single answer must be explained",
  },
  intolerable: {
    label: "One wrong answer cannot be borne",
    hint: "Safety, health, law: and no person checks it before it acts.",
    reason: "one wrong answer cannot be borne",
  },
  no_upkeep: {
    label: "Nobody pays for watching and retraining it",
    hint: "A model left alone gets worse, without a word.",
    reason: "nobody pays for watching and retraining it",
  },
} as const satisfies Record<string, { label: string; hint: string; reason: string }>;

export type WhenNotKey = keyof typeof WHEN_NOT;
export const WHEN_NOT_KEYS = Object.keys(WHEN_NOT) as [WhenNotKey, ...WhenNotKey[]];

/** What these answers leave of a score: 1 − 0.15 each, never less than 0.1. */
export function leftAfter(answers: readonly unknown[]): number {
  return Math.max(LEAST_LEFT, 1 - OFF_PER_ANSWER * answers.length);
}
