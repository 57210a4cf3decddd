import type { CanvasPatches } from "#lib/features/canvas/server.ts";
import type { RoiWish } from "#lib/features/roi/server.ts";
import { formatMoney, formatNumber } from "#lib/format/index.ts";
import { hoursOf } from "./benefit.ts";
import type { ProcessTermsView, RankedOpportunity } from "./view.ts";
import { WHEN_NOT } from "./when-not.ts";

/** As long as a line of the canvas may be. */
const LINE = 300;

/** What a chosen task knows of the plan. What it does not know is absent. */
export interface Seed {
  canvas: CanvasPatches;
  roi: RoiWish;
}

/**
 * The task in the fields of canvas and ROI case: name, today's method, its cost a year (errors, and labour where an hour
 * has a price), the kind of prediction, when not to; labour saved, cost of errors and the share of it that is avoided.
 */
export function seedOf(
  task: Omit<RankedOpportunity, "beside">,
  { terms, currency }: { terms: Pick<ProcessTermsView, "hourlyCost">; currency: string },
): Seed {
  const { benefit, errorCostAYear } = task;
  const hours = hoursOf(task);
  const labour = hours === null || terms.hourlyCost === null ? 0 : hours * terms.hourlyCost;
  const today = oneLine(task.todayMethod);
  const problem = [
    `${task.name}.`,
    today && `Today: ${today}.`,
    hours === null ? "" : `It takes ${formatNumber(hours)} hours a year.`,
    errorCostAYear === null ? "" : `Its errors cost ${formatMoney(errorCostAYear, currency, 0)} a year.`,
    task.note,
  ].filter(Boolean);
  const stops = task.whenNot.map((key) => WHEN_NOT[key].label);
  return {
    canvas: {
      value_proposition: {
        fields: present({
          problem: problem.length > 1 ? problem.join(" ") : "",
          today,
          todayYearlyCost: errorCostAYear === null ? "" : Math.round(errorCostAYear + labour),
        }),
      },
      prediction_task: { fields: present({ kind: task.kind === "none" ? "" : task.kind }) },
      decisions: {
        fields: present({
          decision: task.name,
          cadence: task.timesAMonth === null ? "" : cadenceOf(task.timesAMonth),
          fallback: today,
        }),
      },
      when_not_to_use_ml: { fields: present({ conditions: stops.join("; ") }) },
    },
    roi: {
      ...(benefit.labourSaved && { labourSaved: Math.round(benefit.labourSaved) }),
      ...(errorCostAYear && { errorCost: errorCostAYear, savingPercent: benefit.errorsAvoidedPercent }),
    },
  };
}

function cadenceOf(timesAMonth: number): string {
  return timesAMonth === 1 ? "Once a month" : `${formatNumber(timesAMonth)} times a month`;
}

/** Text of several lines in one, cut between words where it is too long for it. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replace(/\.$/, "").trim();
  if (line.length <= LINE) return line;
  const cut = line.slice(0, LINE - 1);
  // Never through a surrogate pair, nor through a word unless it is the only one.
  return `${cut.replace(/[\ud800-\udbff]$/, "").replace(/\s\S*$/, "")}…`;
}

function present(fields: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
}
