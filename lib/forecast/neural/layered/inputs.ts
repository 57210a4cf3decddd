import * as tf from "@tensorflow/tfjs";
import { CALENDAR_WIDTH, type NetworkPlan } from "../plan.ts";
import type { Kit, Node } from "./kit.ts";

/** A window's inputs, cut into what they are. `writeWindow` has their order. */
export interface Inputs {
  /** Everything, as it is written. */
  flat: Node;
  /** [lookback]: the scaled values, zero where missing. */
  values: Node;
  /** All others. */
  rest: Node;
  /** [channel][lookback]: values, one where they are missing, covariates. */
  past(): Node;
  /** [horizon][feature]: covariates known ahead, a year ago, the calendar. Null where there are none. */
  ahead(): Node | null;
  /** [feature]: what is neither: constants of the series, levels, the calendar where it is of the first step alone. */
  constants(): Node;
}

export function openInputs(plan: NetworkPlan, kit: Kit): Inputs {
  const { lookback, horizon, season, yearLag, inputs } = plan;
  const flat = tf.input({ shape: [inputs] });
  const past: [number, number][] = [[0, 2 * lookback]];
  const ahead: [number, number][] = [];
  let at = 2 * lookback;
  for (const { knownAhead } of plan.channels) {
    past.push([at, at + lookback]);
    at += lookback;
    if (!knownAhead) continue;
    ahead.push([at, at + horizon]);
    at += horizon;
  }
  if (yearLag > 0) {
    ahead.push([at, at + 2 * horizon]);
    at += 2 * horizon;
  }
  const width = plan.calendar.reduce((sum, part) => sum + CALENDAR_WIDTH(part, season), 0);
  const calendar: [number, number] = [at, at + (plan.calendarSteps ?? 1) * width];
  const isStepwise = width > 0 && plan.calendarSteps === horizon && horizon > 1;
  const rows = (parts: readonly [number, number][], length: number) =>
    kit.join(
      joined(parts).map(([from, to]) =>
        kit.reshape([(to - from) / length, length], kit.columns(flat, from, to)),
      ),
      1,
    );
  return {
    flat,
    values: kit.columns(flat, 0, lookback),
    rest: kit.columns(flat, lookback, inputs),
    past: () => rows(past, lookback),
    ahead() {
      const parts = ahead.length > 0 ? [kit.turn(rows(ahead, horizon))] : [];
      if (isStepwise) parts.push(kit.reshape([horizon, width], kit.columns(flat, ...calendar)));
      return parts.length > 0 ? kit.join(parts) : null;
    },
    constants: () => kit.columns(flat, isStepwise ? calendar[1] : calendar[0], inputs),
  };
}

/** Neighbouring parts as one. */
function joined(parts: readonly [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (const [from, to] of parts) {
    const last = out.at(-1);
    if (last && last[1] === from) last[1] = to;
    else out.push([from, to]);
  }
  return out;
}
