import type { NetworkPlan } from "../../neural/plan.ts";
import { spansOf } from "./columns-history.ts";
import type { Columns, RowView } from "./view.ts";

/** Seasons back that days alike, or with and without a flag, are looked for. */
const MATCHED_PHASES = 30;
const MOST_MATCHES = 6;

/** Every covariate that changes with time, one after the other, then the constant ones. */
export function covariateColumns(plan: NetworkPlan): Columns {
  const parts = plan.channels.map((channel, c) => {
    if (!channel.knownAhead) return pastColumns(plan, c);
    return channel.flag || channel.category !== null ? flagColumns(plan, c) : aheadColumns(plan, c);
  });
  parts.push(staticColumns(plan));
  return {
    names: parts.flatMap(({ names }) => names),
    write(view, put) {
      for (const part of parts) part.write(view, put);
    },
  };
}

const channelOf = ({ series }: RowView, c: number) => series.input.channels[c] as Float32Array;

function nameOf(plan: NetworkPlan, c: number): string {
  const { name, category } = plan.channels[c] as NetworkPlan["channels"][number];
  return category === null ? name : `${name}=${category}`;
}

function meanOf(channel: Float32Array, from: number, to: number): number {
  let sum = 0;
  let n = 0;
  for (let t = Math.max(0, from); t <= to; t += 1) {
    sum += channel[t] as number;
    n += 1;
  }
  return n > 0 ? sum / n : Number.NaN;
}

function pastColumns(plan: NetworkPlan, c: number): Columns {
  const span = spansOf(plan)[1] as number;
  const name = nameOf(plan, c);
  return {
    names: [`${name}:last`, `${name}:mean`],
    write(view, put) {
      const channel = channelOf(view, c);
      put(channel[view.origin] as number);
      put(meanOf(channel, view.origin - span + 1, view.origin));
    },
  };
}

/** What it will be at the step and beside it, and what it was before: a season's same phases, and lately. */
function aheadColumns(plan: NetworkPlan, c: number): Columns {
  const { horizon, season } = plan;
  const span = spansOf(plan)[2] as number;
  const name = nameOf(plan, c);
  return {
    names: [`${name}:now`, `${name}:before`, `${name}:after`, `${name}:mean`, `${name}:phase`],
    write(view, put) {
      const { target, step, origin, phase } = view;
      const channel = channelOf(view, c);
      put(channel[target] ?? Number.NaN);
      put(channel[target - 1] ?? Number.NaN);
      put(step < horizon ? (channel[target + 1] ?? Number.NaN) : Number.NaN);
      put(meanOf(channel, origin - span + 1, origin));
      let sum = 0;
      let n = 0;
      for (let k = 0; k < 4 && phase - k * season >= 0; k += 1) {
        sum += channel[phase - k * season] as number;
        n += 1;
      }
      put(n > 0 ? sum / n : Number.NaN);
    },
  };
}

/**
 * A flag besides: how long it has stood and will stand, what the same days with the same flag were, and how much higher the days with it
 * were than those without.
 */
function flagColumns(plan: NetworkPlan, c: number): Columns {
  const { horizon, season } = plan;
  const ahead = aheadColumns(plan, c);
  const name = nameOf(plan, c);
  return {
    names: [...ahead.names, `${name}:run`, `${name}:left`, `${name}:matched`, `${name}:lift`],
    write(view, put) {
      ahead.write(view, put);
      const { target, step, origin, phase, scaled } = view;
      const channel = channelOf(view, c);
      const now = channel[target];
      let run = 0;
      while (run < 2 * horizon && target - run - 1 >= 0 && channel[target - run - 1] === now) run += 1;
      put(run);
      let left = 0;
      while (step + left < horizon && channel[target + left + 1] === now) left += 1;
      put(left);

      let sum = 0;
      let alike = 0;
      for (let k = 0; k < MATCHED_PHASES && alike < MOST_MATCHES; k += 1) {
        const t = phase - k * season;
        if (t < 0) break;
        const value = channel[t] === now ? scaled(t) : Number.NaN;
        if (Number.isNaN(value)) continue;
        sum += value;
        alike += 1;
      }
      put(alike > 0 ? sum / alike : Number.NaN);

      const on = { sum: 0, n: 0 };
      const off = { sum: 0, n: 0 };
      for (let t = origin; t > origin - MATCHED_PHASES * season && t >= 0; t -= 1) {
        const value = scaled(t);
        if (Number.isNaN(value)) continue;
        const side = (channel[t] as number) > 0 ? on : off;
        side.sum += value;
        side.n += 1;
      }
      put(on.n > 2 && off.n > 2 ? on.sum / on.n - off.sum / off.n : Number.NaN);
    },
  };
}

/** One column each: the number, or the index of the category. */
function staticColumns({ statics }: NetworkPlan): Columns {
  const names = [...new Set(statics.map(({ name }) => name))];
  return {
    names,
    write({ series }, put) {
      for (const name of names) {
        let value = Number.NaN;
        statics.forEach((part, s) => {
          if (part.name !== name) return;
          const own = series.input.statics[s] as number;
          if (part.category === null) value = own;
          else if (own === 1) value = part.category;
        });
        put(value);
      }
    },
  };
}
