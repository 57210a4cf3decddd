import type { NetworkPlan } from "../../neural/plan.ts";
import { timeAtPosition } from "../../panel.ts";
import type { Panel } from "../../types.ts";
import type { Columns } from "./view.ts";

const DAY_MS = 86_400_000;

/** The calendar of the step that is forecast. */
export function calendarColumns(panel: Panel, plan: NetworkPlan): Columns {
  const names = namesOf(panel.frequency.unit, plan.season);
  const days = new Map<number, Float32Array>();
  return {
    names,
    write({ series, target }, put) {
      const position = series.input.start + target;
      let day = days.get(position);
      if (!day) {
        const time = timeAtPosition(panel, position);
        day = Float32Array.from(names, (name) => read(name, { time, position, season: plan.season }));
        days.set(position, day);
      }
      for (const value of day) put(value);
    },
  };
}

function namesOf(unit: Panel["frequency"]["unit"], season: number): string[] {
  switch (unit) {
    case "min":
    case "h":
      return ["hour", "weekday", "day_of_year", "week_hour"];
    case "D":
      return ["weekday", "day", "day_of_year"];
    case "W":
      return ["day", "day_of_year"];
    case "M":
    case "Q":
      return ["month"];
    case "int":
      return season > 1 ? ["position"] : [];
    default:
      return [];
  }
}

function read(name: string, at: { time: number; position: number; season: number }): number {
  if (name === "position") return at.position % at.season;
  const date = new Date(at.time);
  if (name === "hour") return date.getUTCHours();
  if (name === "weekday") return date.getUTCDay();
  if (name === "week_hour") return date.getUTCDay() * 24 + date.getUTCHours();
  if (name === "day") return date.getUTCDate();
  if (name === "month") return date.getUTCMonth();
  return Math.floor((at.time - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS);
}
