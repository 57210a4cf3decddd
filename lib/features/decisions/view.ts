import { METHOD_IN_SENTENCE } from "#lib/features/verdict/index.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import { formatInterval, formatMoney } from "#lib/format/index.ts";
import type { DecisionKind } from "#lib/platform/prisma/enums.ts";
import type { ExpectedSaving, Frozen } from "./frozen.ts";

/** One line of the ledger, ready to draw. */
export interface DecisionView {
  id: string;
  /** Milliseconds. */
  at: number;
  kind: DecisionKind;
  model: ModelKey | null;
  /** "Adopt Theta" */
  title: string;
  reason: string;
  person: string;
  runNumber: number;
  isOverride: boolean;
  verdict: Frozen["verdict"];
  expected: ExpectedSaving | null;
}

/** "€4,903 a year" and "90 % interval €3,971 to €6,021, against seasonal naive". */
export function savingInWords(expected: ExpectedSaving): { amount: string; basis: string } {
  const { currency, saving, low, high, span, against } = expected;
  const interval =
    low === null || high === null ? "" : `90 % interval ${formatInterval({ low, high }, currency)}, `;
  const per = span === "a year" ? "a year" : `in ${span}`;
  return {
    amount: `${formatMoney(saving, currency)} ${per}`,
    basis: `${interval}against ${METHOD_IN_SENTENCE[against]}`,
  };
}
