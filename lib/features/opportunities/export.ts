import { z } from "zod";
import { csvText } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Measurement } from "./measured.ts";
import { getProcess, type Process } from "./read.ts";
import { type RankedOpportunity, reasonsInWords } from "./view.ts";

const FORMATS = ["csv", "json"] as const;
const QuerySchema = z.strictObject({
  format: z.enum(FORMATS, { error: `must be one of ${FORMATS.join(", ")}` }),
});

type Cell = string | number | boolean | null;

const COLUMNS: readonly [name: string, cell: (task: RankedOpportunity) => Cell][] = [
  ["rank", (task) => task.rank],
  ["task", (task) => task.name],
  ["chosen", (task) => task.isChosen],
  ["score", (task) => task.score],
  ["reason", reasonsInWords],
  ["kind", (task) => task.kind],
  ["prediction", (task) => task.predictionRole],
  ["today", (task) => task.todayMethod],
  ["minutes_each", (task) => task.minutesEach],
  ["times_a_month", (task) => task.timesAMonth],
  ["hours_a_year", (task) => task.benefit.hoursAYear],
  ["error_cost_a_year", (task) => task.errorCostAYear],
  ["labour_saved_a_year", (task) => task.benefit.labourSaved],
  ["errors_avoided_a_year", (task) => task.benefit.errorsAvoided],
  ["saves_a_year", (task) => task.benefit.total],
  ["assumes", (task) => task.benefit.words.join("; ")],
  ["value", (task) => task.value],
  ["feasibility", (task) => task.feasibility],
  ["data_readiness", (task) => task.dataReadiness],
  ["risk", (task) => task.risk],
  ["when_not", (task) => task.whenNot.join(" ")],
  ["rice_reach", (task) => task.riceReach],
  ["rice_impact", (task) => task.riceImpact],
  ["rice_confidence_percent", (task) => task.riceConfidencePercent],
  ["rice_effort_months", (task) => task.riceEffortMonths],
  ["ice_impact", (task) => task.iceImpact],
  ["ice_confidence", (task) => task.iceConfidence],
  ["ice_ease", (task) => task.iceEase],
  ["measured_score", (task) => task.beside?.measuredScore ?? null],
  ["note", (task) => task.note],
];

/** The ranked list as a table: text guarded against formulas, an absent number an empty cell, never zero. */
export function opportunitiesCsv(tasks: readonly RankedOpportunity[]): string {
  const header = COLUMNS.map(([name]) => name).join(",");
  const lines = tasks.map((task) =>
    COLUMNS.map(([, cell]) => {
      const value = cell(task);
      return value === null ? "" : csvText(String(value));
    }).join(","),
  );
  return [header, ...lines, ""].join("\r\n");
}

function opportunitiesJson(actor: ProjectActor, { tasks, links, terms }: Process): string {
  const project = { name: actor.projectName, currency: actor.currency };
  const file = { format: "forecanvas.opportunities", version: 1, project, terms, tasks, links };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The process and its ranked list as a file. Throws `invalid_input` for a format that is none. */
export async function exportOpportunities(
  actor: ProjectActor,
  input: unknown,
  { measurement }: { measurement: () => Promise<Measurement | null> },
): Promise<{ text: string; contentType: string; fileName: string }> {
  const { format } = parseInput(QuerySchema, input);
  const found = await getProcess(actor, { measurement });
  return {
    text: format === "csv" ? opportunitiesCsv(found.tasks) : opportunitiesJson(actor, found),
    contentType: `${format === "csv" ? "text/csv" : "application/json"}; charset=utf-8`,
    fileName: `${actor.projectSlug}-opportunities.${format}`,
  };
}
