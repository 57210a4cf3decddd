import { formatPercent } from "#lib/format/index.ts";
import type { RoiResult } from "./compute.ts";
import { HABITS } from "./ranges.ts";
import type { Simulation, TornadoBar } from "./uncertainty.ts";

/** "Pays back in 9 months; 12 % risk of a loss; hinges on the cost of a stock-out." */
export function riskInWords(
  result: Pick<RoiResult, "paybackMonths" | "flows">,
  simulation: Pick<Simulation, "lossShare">,
  bars: readonly Pick<TornadoBar, "key" | "npvAtLow" | "npvAtHigh">[],
): string {
  const { paybackMonths, flows } = result;
  const months = flows.length - 1;
  const back =
    paybackMonths === null
      ? `Does not pay back within ${months} months`
      : `Pays back in ${paybackMonths} ${paybackMonths === 1 ? "month" : "months"}`;
  const [widest] = bars;
  const moves = widest && widest.npvAtLow !== widest.npvAtHigh;
  return `${back}; ${riskOf(simulation.lossShare)}${moves ? `; hinges on ${HABITS[widest.key].words}` : ""}.`;
}

/** Never "0 %" or "100 %" where a draw says otherwise. */
function riskOf(share: number): string {
  if (share === 0) return "no draw makes a loss";
  if (share === 1) return "every draw makes a loss";
  if (share < 0.01) return "less than 1 % risk of a loss";
  if (share > 0.99) return "more than 99 % risk of a loss";
  return `${formatPercent(share, 0)} risk of a loss`;
}
