import type { NetworkPlan } from "../../neural/plan.ts";
import type { Panel } from "../../types.ts";
import { calendarColumns } from "./columns-calendar.ts";
import { covariateColumns } from "./columns-covariates.ts";
import { lagColumns, stateColumns, yearColumns } from "./columns-history.ts";
import { type RowView, viewRow } from "./view.ts";

/** Writes rows of the table that the trees learn from. */
export interface FeatureWriter {
  columns: readonly string[];
  write(row: Pick<RowView, "series" | "origin" | "step" | "own"> & { out: Float32Array; at: number }): void;
}

/**
 * What the trees see of one step ahead of one origin: the latest values and those of the same phase, means over several spans, the same
 * days of last year, the calendar of the step that is forecast, and its covariates known ahead together with what they did before.
 * Values are in the window's scale; missing is NaN.
 */
export function openFeatures(panel: Panel, plan: NetworkPlan): FeatureWriter {
  const parts = [
    lagColumns(plan, panel.frequency),
    stateColumns(plan),
    yearColumns(plan),
    calendarColumns(panel, plan),
    covariateColumns(plan),
  ];
  return {
    columns: ["step", ...parts.flatMap(({ names }) => names)],
    write({ out, at, ...row }) {
      let next = at;
      const put = (value: number) => {
        out[next] = value;
        next += 1;
      };
      put(row.step);
      const view = viewRow(plan, row);
      for (const part of parts) part.write(view, put);
    },
  };
}
